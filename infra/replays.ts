import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DeliveryLanes } from './delivery-lanes.ts';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { consume, sendTo, useTable } from './permissions.ts';
import { WorkQueue } from './queues.ts';

const TIMEOUT = Duration.seconds(30);

export interface ReplaysProps {
  readonly deployment: Deployment;
  /** Where what is sent again goes. */
  readonly lanes: DeliveryLanes;
}

/** Sends events again that an endpoint missed: the queue on which replays go on page by page, and the function that does it. */
export class Replays extends Construct {
  readonly function: IFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { deployment, lanes }: ReplaysProps) {
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
        ...lanes.urls,
        BATON_REPLAY_QUEUE_URL: this.work.queue.queueUrl,
      },
      permissions: [
        ...useTable(deployment.data, { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'] }),
        consume(this.work.queue),
        sendTo(this.work.queue),
        ...lanes.send,
      ],
    }).function;
    this.work.feed(this.function, { batchSize: 10, maxConcurrency: deployment.config.queueConcurrency.replay });
  }
}
