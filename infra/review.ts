import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { consume, sendTo, useTable } from './permissions.ts';
import { WorkQueue } from './queues.ts';
import { schedulerPrincipal, useSchedules } from './schedule-group.ts';

const TIMEOUT = Duration.seconds(60);

export interface ReviewsProps {
  readonly deployment: Deployment;
  readonly group: ScheduleGroup;
}

/** Monthly reviews: a schedule of each tenant, the queue that it sends to, and the function that looks back on the month. */
export class Reviews extends Construct {
  readonly function: IFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { deployment, group }: ReviewsProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { consumerTimeout: TIMEOUT });
    const { queue, deadLetters } = this.work;
    const role = new Role(this, 'SchedulerRole', {
      description: 'By which EventBridge Scheduler asks for the review of a month, and nothing else',
      assumedBy: schedulerPrincipal(group),
      inlinePolicies: { send: new PolicyDocument({ statements: [sendTo(queue), sendTo(deadLetters)] }) },
    });
    this.function = new BatonFunction(this, 'Review', {
      deployment,
      name: 'review',
      description: 'Keeps the review of a month that is over, and the schedule that asks for the next',
      timeout: TIMEOUT,
      memorySize: 1024,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_SCHEDULE_GROUP: group.scheduleGroupName,
        BATON_REVIEW_QUEUE_URL: queue.queueUrl,
        BATON_REVIEW_QUEUE_ARN: queue.queueArn,
        BATON_REVIEW_ROLE_ARN: role.roleArn,
        BATON_REVIEW_DLQ_ARN: deadLetters.queueArn,
      },
      permissions: [
        ...useTable(deployment.data, { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'] }),
        ...useSchedules({
          holder: this,
          group,
          prefix: 'rev-',
          actions: ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule'],
          roleArn: role.roleArn,
        }),
        consume(queue),
        sendTo(queue),
      ],
    }).function;
    this.work.feed(this.function, { batchSize: 10, maxConcurrency: deployment.config.queueConcurrency.review });
  }
}
