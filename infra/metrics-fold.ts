import { Duration } from 'aws-cdk-lib';
import { type EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { consume, sendTo, useTable } from './permissions.ts';
import { type DeadLetterQueue, WorkQueue } from './queues.ts';

const TIMEOUT = Duration.seconds(60);
/** Events of one handoff, and of many in the same cell, are counted in one write: so they are waited for. */
const BATCH_SIZE = 100;
const WINDOW = Duration.seconds(5);

export interface MetricsFoldProps {
  readonly deployment: Deployment;
  readonly bus: EventBus;
  /** What the bus could not give to a queue. */
  readonly busDeadLetters: DeadLetterQueue;
  /** Where a tenant's schedule is asked for. */
  readonly reviews: IQueue;
}

/** The tenants' own figures: every event of a handoff has that handoff measured. Those of the operator are in metrics.ts. */
export class MetricsFold extends Construct {
  readonly function: IFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { deployment, bus, busDeadLetters, reviews }: MetricsFoldProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { consumerTimeout: TIMEOUT });
    new Rule(this, 'HandoffEvents', {
      description: 'Every event of a handoff has it measured',
      eventBus: bus,
      eventPattern: { source: ['baton'], detail: { handoffId: Match.exists() } },
      targets: [
        new SqsQueue(this.work.queue, {
          deadLetterQueue: busDeadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
      ],
    });
    this.function = new BatonFunction(this, 'Measure', {
      deployment,
      name: 'measure',
      description: 'Counts what has happened to handoffs into the figures of their tenants, each event once',
      timeout: TIMEOUT,
      memorySize: 1024,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_METRICS_QUEUE_URL: this.work.queue.queueUrl,
        BATON_REVIEW_QUEUE_URL: reviews.queueUrl,
      },
      permissions: [
        ...useTable(deployment.data, {
          items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'BatchWriteItem'],
          indexes: ['by-contract'],
        }),
        consume(this.work.queue),
        sendTo(this.work.queue),
        sendTo(reviews),
      ],
    }).function;
    const maxConcurrency = deployment.config.queueConcurrency.measure;
    this.work.feed(this.function, { batchSize: BATCH_SIZE, window: WINDOW, maxConcurrency });
  }
}
