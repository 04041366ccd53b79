import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { backOff, MAX_ATTEMPTS } from './back-off.ts';

/** What DynamoDB takes in one call. */
const LIMIT = 25;

type Key = Record<string, AttributeValue>;

interface BatchDelete {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/**
 * Removes what is under `keys`, no two of which may be the same, in no order and not all or nothing: a caller that fails
 * removes all of them again.
 *
 * @throws ProvisionedThroughputExceededException if DynamoDB leaves some to another call five times
 */
export async function batchDelete(target: BatchDelete, keys: readonly Key[]): Promise<void> {
  for (let start = 0; start < keys.length; start += LIMIT) await deleteBatch(target, keys.slice(start, start + LIMIT));
}

async function deleteBatch({ client, tableName }: BatchDelete, keys: readonly Key[]): Promise<void> {
  let pending = keys.map((key) => ({ DeleteRequest: { Key: key } }));
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await backOff(attempt);
    const { UnprocessedItems: left } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [tableName]: pending } }),
    );
    pending = (left?.[tableName] ?? []).flatMap(({ DeleteRequest }) =>
      DeleteRequest?.Key === undefined ? [] : { DeleteRequest: { Key: DeleteRequest.Key } },
    );
    if (pending.length === 0) return;
  }
  const message = `${pending.length} of ${keys.length} items were not removed in ${MAX_ATTEMPTS} calls`;
  throw new ProvisionedThroughputExceededException({ message, $metadata: {} });
}
