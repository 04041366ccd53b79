import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { backOff, MAX_ATTEMPTS } from './back-off.ts';

/** What DynamoDB takes in one call. */
const LIMIT = 100;

type Attributes = Record<string, AttributeValue>;

interface BatchGet {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly consistent: boolean;
}

/**
 * The items under `keys`, in no particular order; keys without an item are left out. DynamoDB may leave a part of what it
 * is asked for to another call, when it is busy or the answer grows too large.
 *
 * @throws ProvisionedThroughputExceededException if it still does after five calls, as it does itself if it read nothing
 */
export async function batchGet(source: BatchGet, keys: readonly Attributes[]): Promise<Attributes[]> {
  const found: Attributes[] = [];
  for (let start = 0; start < keys.length; start += LIMIT) {
    found.push(...(await getBatch(source, keys.slice(start, start + LIMIT))));
  }
  return found;
}

async function getBatch({ client, tableName, consistent }: BatchGet, keys: Attributes[]): Promise<Attributes[]> {
  const found: Attributes[] = [];
  let pending = keys;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await backOff(attempt);
    const RequestItems = { [tableName]: { Keys: pending, ConsistentRead: consistent } };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems }));
    found.push(...(answer.Responses?.[tableName] ?? []));
    pending = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (pending.length === 0) return found;
  }
  const message = `${pending.length} of ${keys.length} items were not read in ${MAX_ATTEMPTS} calls`;
  throw new ProvisionedThroughputExceededException({ message, $metadata: {} });
}
