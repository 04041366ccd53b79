import type { SQSClient } from '@aws-sdk/client-sqs';
import { createDeliveryQueue } from '#aws/delivery-queue.ts';
import type { DeliveryLanes } from '#aws/ports.ts';
import type { OneTimeSchedules } from '#aws/schedules.ts';

export interface LaneUrls {
  readonly BATON_DELIVERY_QUEUE_URL: string;
  readonly BATON_SLOW_DELIVERY_QUEUE_URL: string;
}

/** Both lanes of deliveries. `schedules` lead to the slow one: only what has failed waits for longer than a queue can hold it. */
export function createDeliveryLanes(queue: SQSClient, urls: LaneUrls, schedules?: OneTimeSchedules): DeliveryLanes {
  return {
    fast: createDeliveryQueue({ queue, queueUrl: urls.BATON_DELIVERY_QUEUE_URL }),
    slow: createDeliveryQueue({
      queue,
      queueUrl: urls.BATON_SLOW_DELIVERY_QUEUE_URL,
      ...(schedules && { schedules }),
    }),
  };
}
