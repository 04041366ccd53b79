import { type DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';

/** A write was turned away for load at last, after an attempt at it that had no answer: it may be carried out. */
export class UnansweredWriteError extends Error {
  override readonly name = 'UnansweredWriteError';
}

const READS: ReadonlySet<string | undefined> = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand']);
/** Refusals that are of what was written before, and not of the load of the moment. */
const OF_WHAT_IS_STORED: ReadonlySet<string> = new Set([
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'TransactionConflictException',
]);

/**
 * The client repeats what fails, and tells of its last attempt only. Whoever is told that there was too much to do takes the
 * write for not done; where an attempt before was lost, this one throws `UnansweredWriteError` in its place.
 */
export function tellingUnanswered(client: DynamoDBClient): DynamoDBClient {
  const lost = new WeakSet<object>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (!isRefusal(error)) lost.add(context);
        throw error;
      }
    },
    // the innermost of its step, and so within each attempt
    { name: 'noteLostAttempts', step: 'finalizeRequest', priority: 'low' },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const isForLoad = isRefusal(error) && !OF_WHAT_IS_STORED.has(error.name);
        if (!isForLoad || !lost.has(context) || READS.has(context.commandName)) throw error;
        throw new UnansweredWriteError('a write may be carried out: its first attempts had no answer', {
          cause: error,
        });
      }
    },
    { name: 'tellUnanswered', step: 'initialize' },
  );
  return client;
}

/** DynamoDB says that it did not carry it out: a condition did not hold, or it had too much to do. */
export function isRefusal(error: unknown): error is DynamoDBServiceException {
  return error instanceof DynamoDBServiceException && error.$fault === 'client';
}
