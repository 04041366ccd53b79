import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type * as z from 'zod';
import { log } from './log.ts';

/** How a queue's messages are worked off. */
export interface QueueWork<T> {
  readonly schema: z.ZodType<T>;
  /** Messages with the same group succeed or fail together; groups do not affect each other. */
  readonly groupOf: (message: T) => string;
  readonly work: (messages: readonly [T, ...T[]]) => Promise<void>;
}

/** Works off a batch and names the messages to be given again. What cannot be read ends up in the dead-letter queue. */
export async function workOffQueue<T>(
  event: SQSEvent,
  { schema, groupOf, work }: QueueWork<T>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  const groups = new Map<string, [{ id: string; message: T }, ...{ id: string; message: T }[]]>();
  for (const { messageId: id, body } of event.Records) {
    const message = read(schema, body);
    if (message === undefined) {
      failed.push(id);
      continue;
    }
    const group = groups.get(groupOf(message));
    if (group === undefined) groups.set(groupOf(message), [{ id, message }]);
    else group.push({ id, message });
  }
  await Promise.all(
    [...groups].map(async ([group, [first, ...rest]]) => {
      try {
        await work([first.message, ...rest.map(({ message }) => message)]);
      } catch (error) {
        log.error('messages failed', { group, error });
        failed.push(first.id, ...rest.map(({ id }) => id));
      }
    }),
  );
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

function read<T>(schema: z.ZodType<T>, body: string): T | undefined {
  try {
    return schema.parse(JSON.parse(body));
  } catch (error) {
    log.error('a message could not be read', { error });
    return undefined;
  }
}
