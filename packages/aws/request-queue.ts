import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Mode } from '#domain/wire.ts';
import type { RequestQueue } from './ports.ts';

/** A queue of requests to go on with something. `groupOf` asks a standard queue for fairness between groups, not for order. */
export function createRequestQueue<T>(
  queue: SQSClient,
  queueUrl: string,
  groupOf?: (request: T) => string,
): RequestQueue<T> {
  return {
    async send(request, { delaySeconds } = { delaySeconds: 0 }) {
      await queue.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(request),
          DelaySeconds: delaySeconds,
          ...(groupOf === undefined ? {} : { MessageGroupId: groupOf(request) }),
        }),
      );
    },
  };
}

/** A busy tenant keeps no other waiting (SQS developer guide, "Fair queues"). */
export function byTenant({ tenantId, mode }: { readonly tenantId: string; readonly mode: Mode }): string {
  return `${tenantId}.${mode}`;
}
