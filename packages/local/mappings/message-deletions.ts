import { DeleteMessageBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { describeError, type Log } from '../log.ts';

/** Deletes messages of a queue that are done. */
export interface MessageDeletions {
  /** What cannot be deleted is delivered again, as on AWS. */
  add(messages: readonly Message[]): void;
  /** Resolves when nothing waits to be deleted. */
  settled(): Promise<void>;
}

/** What SQS takes in one call. */
const BATCH = 10;

/** While one call is under way the messages that finish gather for the next: one call for many when there are many. */
export function startDeletions(queueUrl: string, sqs: SQSClient, log: Log): MessageDeletions {
  const waiting: Message[] = [];
  let running: Promise<void> | undefined;

  const deleteBatch = async (messages: readonly Message[]): Promise<void> => {
    try {
      const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      for (const { Message: reason } of Failed) log('message not deleted', { queue: queueUrl, reason });
    } catch (error) {
      log('messages not deleted', { queue: queueUrl, reason: describeError(error) });
    }
  };
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await deleteBatch(waiting.splice(0, BATCH));
    running = undefined;
  };
  return {
    add(messages) {
      waiting.push(...messages);
      if (waiting.length > 0) running ??= run();
    },
    async settled() {
      await running;
    },
  };
}
