import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeletionQueue } from './ports.ts';

export function createDeletionQueue(queue: SQSClient, queueUrl: string): DeletionQueue {
  return {
    async send(request, { delaySeconds } = { delaySeconds: 0 }) {
      await queue.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(request),
          DelaySeconds: delaySeconds,
        }),
      );
    },
  };
}
