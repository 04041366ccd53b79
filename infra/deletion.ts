import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { allow, consume, sendTo, useTable } from './permissions.ts';
import { WorkQueue } from './queues.ts';
import type { SchedulePrefix } from './schedule-group.ts';

const TIMEOUT = Duration.seconds(30);
/** Longer than any function may run, and than an index takes to follow the table. */
const PAUSE = Duration.minutes(2);
const PREFIXES: readonly SchedulePrefix[] = ['hnd_', 'dlv-', 'rev-'];

export interface DeletionProps {
  readonly deployment: Deployment;
  readonly group: ScheduleGroup;
}

/** Takes closed tenants away: the queue on which a deletion goes on step by step, and the function that does it. */
export class Deletion extends Construct {
  readonly function: IFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { deployment, group }: DeletionProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { consumerTimeout: TIMEOUT });
    this.function = new BatonFunction(this, 'DeleteTenant', {
      deployment,
      name: 'delete-tenant',
      description: 'Takes away a part of what a closed tenant has, and asks for the next',
      timeout: TIMEOUT,
      memorySize: 512,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_DELETION_QUEUE_URL: this.work.queue.queueUrl,
        BATON_SCHEDULE_GROUP: group.scheduleGroupName,
        BATON_DELETION_PAUSE_SECONDS: String(PAUSE.toSeconds()),
      },
      permissions: [
        ...useTable(deployment.data, {
          items: ['GetItem', 'Query', 'PutItem', 'BatchWriteItem', 'DeleteItem'],
          indexes: ['by-state', 'by-tenant'],
        }),
        this.removeSchedules(group),
        consume(this.work.queue),
        sendTo(this.work.queue),
      ],
    }).function;
    this.work.feed(this.function, { batchSize: 10, maxConcurrency: deployment.config.queueConcurrency.deletion });
  }

  private removeSchedules(group: ScheduleGroup): PolicyStatement {
    const resources = PREFIXES.map((prefix) => {
      const resourceName = `${group.scheduleGroupName}/${prefix}*`;
      Validations.of(this).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${resourceName}]`,
        reason: 'Schedules are made at run time: only the group and how their names begin are known.',
      });
      return Stack.of(group).formatArn({ service: 'scheduler', resource: 'schedule', resourceName });
    });
    return allow(['scheduler:DeleteSchedule'], resources);
  }
}
