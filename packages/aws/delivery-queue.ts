import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { epochOf } from '#domain/instant.ts';
import { MAX_DELAY_SECONDS } from '#domain/sla/timer-plan.ts';
import { inBatches } from './batches.ts';
import type { DeliveryMessage, DeliveryQueue } from './ports.ts';
import type { OneTimeSchedules } from './schedules.ts';

/** What SQS takes in one call. */
const LIMITS = { count: 10, bytes: 256 * 1024 };

export function createDeliveryQueue(options: {
  readonly queue: SQSClient;
  readonly queueUrl: string;
  /** Needed by `sendAt` alone. */
  readonly schedules?: OneTimeSchedules;
}): DeliveryQueue {
  const { queue, queueUrl, schedules } = options;
  return {
    async send(messages) {
      const texts = messages.map((message) => JSON.stringify(message));
      for (const bodies of inBatches(texts, Buffer.byteLength, LIMITS)) {
        const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
        const { Failed = [] } = await queue.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
        if (Failed.length > 0) throw new Error(`the queue did not take ${Failed.length} of ${Entries.length} messages`);
      }
    },
    async sendAt(message, at, now) {
      const body = { ...message, notBefore: at };
      const delaySeconds = Math.max(0, Math.ceil((epochOf(at) - epochOf(now)) / 1000));
      if (delaySeconds <= MAX_DELAY_SECONDS) {
        const MessageBody = JSON.stringify(body);
        await queue.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
        return;
      }
      if (schedules === undefined) throw new Error('long waits need schedules');
      await schedules.create(scheduleName(message, at), at, body);
    },
  };
}

/** Names of schedules are short; the instant keeps a repeated attempt from replacing the wait of a later one. */
function scheduleName({ endpointId, event }: DeliveryMessage, at: string): string {
  return `dlv-${createHash('sha256').update(`${endpointId} ${event.id} ${at}`).digest('hex').slice(0, 48)}`;
}
