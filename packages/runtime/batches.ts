import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { type Instant, instantFromEpoch } from '#domain/instant.ts';
import { log } from './log.ts';

/** How a queue's messages are worked off. */
export interface QueueWork<T> {
  readonly schema: z.ZodType<T>;
  /** Messages with the same group succeed or fail together; groups do not affect each other. */
  readonly groupOf: (message: T) => string;
  /** `sentAt`: when the last of the messages was put into the queue. */
  readonly work: (messages: readonly [T, ...T[]], sentAt: Instant) => Promise<void>;
}

interface Received<T> {
  readonly id: string;
  readonly message: T;
  readonly sentAt: number;
}

/** Works off a batch and names the messages to be given again. What cannot be read ends up in the dead-letter queue. */
export async function workOffQueue<T>(
  event: SQSEvent,
  { schema, groupOf, work }: QueueWork<T>,
): Promise<SQSBatchResponse> {
  const received = event.Records.map((record) => receive(schema, record));
  const readable = received.flatMap((item) => ('message' in item ? item : []));
  const failed = received.flatMap((item) => ('message' in item ? [] : item.id));
  const groups = Map.groupBy(readable, ({ message }) => groupOf(message));
  await Promise.all(
    [...groups].map(async ([group, items]) => {
      const [first, ...rest] = items;
      if (first === undefined) return;
      try {
        const sentAt = instantFromEpoch(Math.max(...items.map((item) => item.sentAt)));
        await work([first.message, ...rest.map(({ message }) => message)], sentAt);
      } catch (error) {
        log.error('messages failed', { group, error });
        failed.push(...items.map(({ id }) => id));
      }
    }),
  );
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

function receive<T>(schema: z.ZodType<T>, record: SQSRecord): Received<T> | { readonly id: string } {
  const { messageId: id, body, attributes } = record;
  try {
    return { id, message: schema.parse(JSON.parse(body)), sentAt: Number(attributes.SentTimestamp) };
  } catch (error) {
    log.error('a message could not be read', { messageId: id, error });
    return { id };
  }
}
