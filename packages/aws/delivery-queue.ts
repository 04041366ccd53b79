import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { epochOf } from '#domain/instant.ts';
import { MAX_DELAY_SECONDS } from '#domain/sla/timer-plan.ts';
import { inBatches } from './batches.ts';
import type { DeliveryQueue } from './ports.ts';
import type { OneTimeSchedules } from './schedules.ts';

/** What SQS takes in one call. */
const LIMITS = { count: 10, bytes: 256 * 1024 };

/**
 * A queue of deliveries. Its messages have their tenant as group: on a standard queue that asks for fairness, not for order.
 * While one has many in flight, SQS hands out those of the others first (SQS developer guide, "Fair queues").
 */
export function createDeliveryQueue(options: {
  readonly queue: SQSClient;
  readonly queueUrl: string;
  /** Needed by `sendAt` alone. */
  readonly schedules?: OneTimeSchedules;
}): DeliveryQueue {
  const { queue, queueUrl, schedules } = options;
  return {
    async send(messages, { delaySecondsOf } = { delaySecondsOf: () => 0 }) {
      const entries = messages.map((message, index) => ({
        MessageBody: JSON.stringify(message),
        DelaySeconds: delaySecondsOf(index),
        MessageGroupId: message.tenantId,
      }));
      for (const batch of inBatches(entries, ({ MessageBody }) => Buffer.byteLength(MessageBody), LIMITS)) {
        const Entries = batch.map((entry, index) => ({ ...entry, Id: String(index) }));
        const { Failed = [] } = await queue.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
        if (Failed.length > 0) throw new Error(`the queue did not take ${Failed.length} of ${Entries.length} messages`);
      }
    },
    async sendAt(message, at, now) {
      const delaySeconds = Math.max(0, Math.ceil((epochOf(at) - epochOf(now)) / 1000));
      if (delaySeconds <= MAX_DELAY_SECONDS) {
        const entry = { MessageBody: JSON.stringify(message), DelaySeconds: delaySeconds };
        const MessageGroupId = message.tenantId;
        await queue.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageGroupId, ...entry }));
        return;
      }
      if (schedules === undefined) throw new Error('long waits need schedules');
      await schedules.create(
        deliveryScheduleName({ endpointId: message.endpointId, eventId: message.event.id, at }),
        at,
        message,
      );
    },
  };
}

/** Names of schedules are short; the instant keeps a repeated attempt from replacing the wait of a later one. */
export function deliveryScheduleName(wait: {
  readonly endpointId: string;
  readonly eventId: string;
  readonly at: string;
}): string {
  const { endpointId, eventId, at } = wait;
  return `dlv-${createHash('sha256').update(`${endpointId} ${eventId} ${at}`).digest('hex').slice(0, 48)}`;
}
