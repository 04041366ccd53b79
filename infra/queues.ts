import { Duration, Validations } from 'aws-cdk-lib';
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Deliveries of one message before it goes to the dead-letter queue. */
const MAX_RECEIVE_COUNT = 5;

/** AWS's rule for a queue that feeds a function: room for Lambda's own retries while it is throttled. */
const VISIBILITY_PER_TIMEOUT = 6;

const SECURE = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const satisfies QueueProps;

/** A queue that people read: what failed for good waits here for the longest time SQS allows. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, { ...SECURE, retentionPeriod: Duration.days(14) });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the dead-letter queue of something that is not a queue; an alarm watches it.',
    });
  }
}

/** A queue that feeds one function, and the dead-letter queue of what the function could not do. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: { readonly consumerTimeout: Duration }) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', { ...SECURE, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      ...SECURE,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(VISIBILITY_PER_TIMEOUT * props.consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }

  /** Lets `target` work off the queue in batches, which wait so long to fill; only failed messages come again. */
  feed(
    target: IFunction,
    { batchSize, window, maxConcurrency }: { batchSize: number; window?: Duration; maxConcurrency: number },
  ): void {
    new EventSourceMapping(this, 'Mapping', {
      target,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      ...(window === undefined ? {} : { maxBatchingWindow: window }),
      reportBatchItemFailures: true,
      maxConcurrency,
    });
  }
}
