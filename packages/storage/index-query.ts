import {
  type AttributeValue,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { TABLE_INDEXES } from './table.ts';

/** One partition of an index that is sorted by `id`, with its key as it is stored. */
export interface IndexPartition {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly index: (typeof TABLE_INDEXES)[number];
  readonly key: string;
}

/** Inclusive bounds on the sort key of an index. */
export interface IndexRange {
  readonly limit: number;
  readonly descending?: boolean;
  readonly low: string;
  readonly high: string;
  /** Only entries of which a projected attribute has one of these values. Those left out count towards `limit` too. */
  readonly only?: { readonly attribute: string; readonly values: readonly string[] };
}

/** Some ids of an index partition, in order. */
export interface IndexPage {
  readonly ids: readonly string[];
  /** The last entry that was looked at, where there may be more. */
  readonly reached?: string;
}

/** Up to `range.limit` entries of a partition: one read. */
export async function queryIndex(partition: IndexPartition, range: IndexRange): Promise<IndexPage> {
  if (range.low > range.high) return { ids: [] }; // DynamoDB refuses bounds that hold nothing
  const { client, tableName, index, key } = partition;
  const { expressions, names, values } = filterOf(range);
  const { Items: items = [], LastEvaluatedKey: last } = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: index.name,
      KeyConditionExpression: '#p = :p AND id BETWEEN :low AND :high',
      ...expressions,
      ExpressionAttributeNames: { '#p': index.partition, ...names },
      ExpressionAttributeValues: { ':p': { S: key }, ':low': { S: range.low }, ':high': { S: range.high }, ...values },
      ScanIndexForward: range.descending !== true,
      Limit: range.limit,
    }),
  );
  const reached = last?.['id']?.S;
  return { ids: items.flatMap(({ id }) => id?.S ?? []), ...(reached === undefined ? {} : { reached }) };
}

/** How many entries a partition has. It reads them all, and takes as long. */
export async function countIndex({ client, tableName, index, key }: IndexPartition): Promise<number> {
  let count = 0;
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: index.name,
        Select: 'COUNT',
        KeyConditionExpression: '#p = :p',
        ExpressionAttributeNames: { '#p': index.partition },
        ExpressionAttributeValues: { ':p': { S: key } },
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return count;
}

function filterOf({ only }: IndexRange) {
  if (only === undefined) return { expressions: {}, names: {}, values: {} };
  const placed = only.values.map((value, position) => [`:only${position}`, { S: value }] as const);
  return {
    expressions: { FilterExpression: `#only IN (${placed.map(([name]) => name).join(', ')})` },
    names: { '#only': only.attribute },
    values: Object.fromEntries(placed),
  };
}
