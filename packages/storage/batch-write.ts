import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { backOff, MAX_ATTEMPTS } from './back-off.ts';

/** What DynamoDB takes in one call. */
const LIMIT = 25;

type Attributes = Record<string, AttributeValue>;

interface BatchTarget {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/**
 * Writes `items`, whatever was there before, in no order and not all or nothing: a caller that fails writes all of them
 * again. No two of them may have the same key. DynamoDB may leave a part to another call, when it is busy.
 *
 * @throws ProvisionedThroughputExceededException if it still does after five calls, as it does itself if it wrote nothing
 */
export async function batchPut(target: BatchTarget, items: readonly Attributes[]): Promise<void> {
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  await batchWrite(target, requests, 'written');
}

/** Removes what is under `keys`, no two of which may be the same; otherwise like `batchPut`. */
export async function batchDelete(target: BatchTarget, keys: readonly Attributes[]): Promise<void> {
  const requests = keys.map((Key) => ({ DeleteRequest: { Key } }));
  await batchWrite(target, requests, 'removed');
}

async function batchWrite(target: BatchTarget, requests: readonly WriteRequest[], done: string): Promise<void> {
  for (let start = 0; start < requests.length; start += LIMIT) {
    await writeBatch(target, requests.slice(start, start + LIMIT), done);
  }
}

async function writeBatch({ client, tableName }: BatchTarget, requests: WriteRequest[], done: string): Promise<void> {
  let pending = requests;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await backOff(attempt);
    const { UnprocessedItems: left } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: pending } }),
    );
    pending = left?.[tableName] ?? [];
    if (pending.length === 0) return;
  }
  const message = `${pending.length} of ${requests.length} items were not ${done} in ${MAX_ATTEMPTS} calls`;
  throw new ProvisionedThroughputExceededException({ message, $metadata: {} });
}
