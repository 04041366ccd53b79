import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { consume, sendTo, useTable } from './permissions.ts';
import { WorkQueue } from './queues.ts';

const TIMEOUT = Duration.seconds(30);

export interface ReplaysProps {
  readonly deployment: Deployment;
  /** Where what is sent again goes. */
  readonly deliveries: IQueue;
}

/** Sends events again that an endpoint missed: the queue on which replays go on page by page, and the function that does it. */
export class Replays extends Construct {
  readonly function: IFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { deployment, deliveries }: ReplaysProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { consumerTimeout: TIMEOUT });
    this.function = new BatonFunction(this, 'Replay', {
      deployment,
      name: 'replay',
      description: 'Hands a page of a replay to delivery, spread over time, and asks for the next',
      timeout: TIMEOUT,
      memorySize: 512,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_DELIVERY_QUEUE_URL: deliveries.queueUrl,
        BATON_REPLAY_QUEUE_URL: this.work.queue.queueUrl,
      },
      permissions: [
        ...useTable(deployment.data, { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'] }),
        consume(this.work.queue),
        sendTo(this.work.queue),
        sendTo(deliveries),
      ],
    }).function;
    this.work.feed(this.function, { batchSize: 10, maxConcurrency: deployment.config.queueConcurrency.replay });
  }
}
