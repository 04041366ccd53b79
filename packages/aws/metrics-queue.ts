import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MetricsQueue } from './ports.ts';

export function createMetricsQueue(queue: SQSClient, queueUrl: string): MetricsQueue {
  return {
    async send(request, { delaySeconds } = { delaySeconds: 0 }) {
      const { tenantId, mode } = request;
      await queue.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(request),
          DelaySeconds: delaySeconds,
          // asks a standard queue for fairness: a tenant that is counted anew keeps no other waiting
          MessageGroupId: `${tenantId}.${mode}`,
        }),
      );
    },
  };
}
