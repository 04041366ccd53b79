import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { backOff, MAX_ATTEMPTS } from './back-off.ts';

/** What DynamoDB takes in one call. */
const LIMIT = 25;

type Attributes = Record<string, AttributeValue>;

interface BatchPut {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/**
 * Writes `items`, whatever was there before, in no order and not all or nothing: a caller that fails writes all of them
 * again. No two of them may have the same key. DynamoDB may leave a part to another call, when it is busy.
 *
 * @throws ProvisionedThroughputExceededException if it still does after five calls, as it does itself if it wrote nothing
 */
export async function batchPut(target: BatchPut, items: readonly Attributes[]): Promise<void> {
  for (let start = 0; start < items.length; start += LIMIT) await putBatch(target, items.slice(start, start + LIMIT));
}

async function putBatch({ client, tableName }: BatchPut, items: readonly Attributes[]): Promise<void> {
  let pending = items.map((Item) => ({ PutRequest: { Item } }));
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await backOff(attempt);
    const { UnprocessedItems: left } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: pending } }),
    );
    pending = (left?.[tableName] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item === undefined ? [] : { PutRequest: { Item: PutRequest.Item } },
    );
    if (pending.length === 0) return;
  }
  const message = `${pending.length} of ${items.length} items were not written in ${MAX_ATTEMPTS} calls`;
  throw new ProvisionedThroughputExceededException({ message, $metadata: {} });
}
