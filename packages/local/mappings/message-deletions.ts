import { DeleteMessageBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { describeError, type Log } from '../log.ts';

/** Deletes messages of a queue that are done. */
export interface MessageDeletions {
  /** Resolves once these are deleted, or have been given up: what cannot be deleted is delivered again, as on AWS. */
  add(messages: readonly Message[]): Promise<unknown>;
}

interface Waiting {
  readonly message: Message;
  readonly done: () => void;
}

/** What SQS takes in one call. */
const BATCH = 10;

/** While one call is under way the messages that finish gather for the next: one call for many when there are many. */
export function startDeletions(queueUrl: string, sqs: SQSClient, log: Log): MessageDeletions {
  const waiting: Waiting[] = [];
  let running = false;

  const deleteBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const Entries = batch.map(({ message }, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
      const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      for (const { Message: reason } of Failed) log('message not deleted', { queue: queueUrl, reason });
    } catch (error) {
      log('messages not deleted', { queue: queueUrl, reason: describeError(error) });
    }
    for (const { done } of batch) done();
  };
  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) await deleteBatch(waiting.splice(0, BATCH));
    running = false;
  };
  return {
    add(messages) {
      const deleted = messages.map((message) => new Promise<void>((done) => waiting.push({ message, done })));
      if (!running) void run();
      return Promise.all(deleted);
    },
  };
}
