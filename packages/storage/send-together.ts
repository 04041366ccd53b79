import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type Put,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { backOff, MAX_ATTEMPTS } from './back-off.ts';
import { isConditional, type Refusal } from './held-write.ts';

/** What became of writes and the record that goes with them. `known`: the record is another than was expected. */
export type Sent = { readonly kind: 'written' | 'known' } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Writes all of it or nothing. Where others write the same items at this moment, it is tried again. */
export async function sendTogether(
  client: DynamoDBClient,
  writes: readonly TransactWriteItem[],
  record: Put,
  /** A put alone costs half; where it is sent twice for a lost answer, it is not known for one's own. */
  { alone }: { readonly alone: boolean },
): Promise<Sent> {
  for (let attempt = 1; ; attempt++) {
    await backOff(attempt);
    const sent = await (alone && writes.length === 0 ? sendAlone(client, record) : transact(client, writes, record));
    if (sent.kind !== 'conflict') return sent;
    // others kept writing: the writes are decided anew, or the record is found to be there
    if (attempt === MAX_ATTEMPTS) return { kind: 'refused', refusal: sent.refusal };
  }
}

type Tried = Sent | { readonly kind: 'conflict'; readonly refusal: Refusal };

async function sendAlone(client: DynamoDBClient, { TableName, Item, ...condition }: Put): Promise<Tried> {
  try {
    await client.send(new PutItemCommand({ TableName, Item, ...condition }));
    return { kind: 'written' };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { kind: 'known' };
    if (error instanceof TransactionConflictException) return { kind: 'conflict', refusal: [] };
    throw error;
  }
}

async function transact(client: DynamoDBClient, writes: readonly TransactWriteItem[], record: Put): Promise<Tried> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [...writes, { Put: record }] }));
    return { kind: 'written' };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    // the record comes last; who has written it has done the same request
    if (reasons.at(writes.length)?.Code === 'ConditionalCheckFailed') return { kind: 'known' };
    const refusal = reasons.slice(0, writes.length);
    if (isConditional(refusal)) return { kind: 'refused', refusal };
    if (reasons.some(({ Code }) => Code === 'TransactionConflict')) return { kind: 'conflict', refusal };
    throw error;
  }
}
