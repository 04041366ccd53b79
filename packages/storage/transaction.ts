import {
  type DynamoDBClient,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { backOff, MAX_ATTEMPTS } from './back-off.ts';

/** How a transaction ended: `refused` are the positions of the writes whose condition did not hold. */
export type Outcome = { readonly written: true } | { readonly written: false; readonly refused: readonly number[] };

/**
 * Writes everything or nothing. Where others write the same items at this moment, it is tried again; none are `refused` if
 * they kept on.
 */
export async function attemptTransaction(client: DynamoDBClient, items: TransactWriteItem[]): Promise<Outcome> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    await backOff(attempt);
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return { written: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      const refused = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
      if (refused.length > 0) return { written: false, refused };
      if (!codes.includes('TransactionConflict')) throw error;
    }
  }
  return { written: false, refused: [] };
}
