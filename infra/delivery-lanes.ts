import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { sendTo } from './permissions.ts';
import { WorkQueue } from './queues.ts';

export const DELIVER_TIMEOUT = Duration.seconds(30);

/** The queues in which deliveries wait: to endpoints that answer, and to those that are slow. */
export class DeliveryLanes {
  readonly fast: WorkQueue;
  readonly slow: WorkQueue;
  /** What a function is told that sends to either. */
  readonly urls: Record<'BATON_DELIVERY_QUEUE_URL' | 'BATON_SLOW_DELIVERY_QUEUE_URL', string>;
  /** What it may do. */
  readonly send: readonly PolicyStatement[];

  constructor(scope: Construct) {
    this.fast = new WorkQueue(scope, 'DeliveryWork', { consumerTimeout: DELIVER_TIMEOUT });
    this.slow = new WorkQueue(scope, 'SlowDeliveryWork', { consumerTimeout: DELIVER_TIMEOUT });
    this.urls = {
      BATON_DELIVERY_QUEUE_URL: this.fast.queue.queueUrl,
      BATON_SLOW_DELIVERY_QUEUE_URL: this.slow.queue.queueUrl,
    };
    this.send = [sendTo(this.fast.queue), sendTo(this.slow.queue)];
  }
}
