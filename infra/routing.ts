import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { consume, sendTo, useTable } from './permissions.ts';
import { WorkQueue } from './queues.ts';

const TIMEOUT = Duration.seconds(30);

/** Gives what waits to those who are free: the queue on which it is asked for, and the function that does it. */
export class Routing extends Construct {
  readonly function: IFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { deployment }: { readonly deployment: Deployment }) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { consumerTimeout: TIMEOUT });
    this.function = new BatonFunction(this, 'Route', {
      deployment,
      name: 'route',
      description: 'Gives the waiting handoffs of a tenant to those who are free, what is due first before all else',
      timeout: TIMEOUT,
      memorySize: 512,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_ROUTING_QUEUE_URL: this.work.queue.queueUrl,
      },
      permissions: [
        ...useTable(deployment.data, {
          items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        }),
        consume(this.work.queue),
        sendTo(this.work.queue),
      ],
    }).function;
    this.work.feed(this.function, { batchSize: 10, maxConcurrency: deployment.config.queueConcurrency.route });
  }
}
