import type { SQSClient } from '@aws-sdk/client-sqs';
import { createDeliveryQueue } from '#aws/delivery-queue.ts';
import type { DeliveryLanes } from '#aws/ports.ts';
import type { OneTimeSchedules } from '#aws/schedules.ts';

export interface LaneUrls {
  readonly BATON_DELIVERY_QUEUE_URL: string;
  readonly BATON_SLOW_DELIVERY_QUEUE_URL: string;
}

/**
 * Both lanes of deliveries. `schedules` lead to the fast one, whichever lane asks: who arrives hours later is looked at anew,
 * and handed over if the endpoint is slow by then.
 */
export function createDeliveryLanes(queue: SQSClient, urls: LaneUrls, schedules?: OneTimeSchedules): DeliveryLanes {
  const waits = schedules && { schedules };
  return {
    fast: createDeliveryQueue({ queue, queueUrl: urls.BATON_DELIVERY_QUEUE_URL, ...waits }),
    slow: createDeliveryQueue({ queue, queueUrl: urls.BATON_SLOW_DELIVERY_QUEUE_URL, ...waits }),
  };
}
