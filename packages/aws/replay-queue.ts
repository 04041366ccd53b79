import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReplayQueue } from './ports.ts';

export function createReplayQueue(queue: SQSClient, queueUrl: string): ReplayQueue {
  return {
    async send(request, { delaySeconds } = { delaySeconds: 0 }) {
      const { tenantId, mode } = request;
      await queue.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(request),
          DelaySeconds: delaySeconds,
          // asks a standard queue for fairness: a tenant with many replays keeps no other waiting
          MessageGroupId: `${tenantId}.${mode}`,
        }),
      );
    },
  };
}
