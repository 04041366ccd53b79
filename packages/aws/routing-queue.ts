import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RoutingQueue } from './ports.ts';

export function createRoutingQueue(queue: SQSClient, queueUrl: string): RoutingQueue {
  return {
    async send(request, { delaySeconds } = { delaySeconds: 0 }) {
      const { tenantId, mode } = request;
      await queue.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(request),
          DelaySeconds: delaySeconds,
          // asks a standard queue for fairness: a busy tenant keeps no other waiting (SQS developer guide, "Fair queues")
          MessageGroupId: `${tenantId}.${mode}`,
        }),
      );
    },
  };
}
