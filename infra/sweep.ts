import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, type ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeliveryLanes } from './delivery-lanes.ts';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { allow, sendTo, useTable } from './permissions.ts';
import { DeadLetterQueue } from './queues.ts';
import { schedulerPrincipal } from './schedule-group.ts';

const INTERVAL = Duration.minutes(5);

export interface SweepProps {
  readonly deployment: Deployment;
  readonly group: ScheduleGroup;
  /** The queues whose lost messages it sends again. */
  readonly lanes: DeliveryLanes;
  readonly replays: IQueue;
}

/** The repairer: every five minutes it does what lost timers should have done. */
export class Sweep extends Construct {
  readonly function: IFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { deployment, group, lanes, replays }: SweepProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    this.function = new BatonFunction(this, 'Sweep', {
      deployment,
      name: 'sweep',
      description: 'Finds what waits for a timer or a message that was lost, and does what it would have done',
      timeout: Duration.seconds(60),
      memorySize: 512,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        ...lanes.urls,
        BATON_REPLAY_QUEUE_URL: replays.queueUrl,
      },
      permissions: [
        ...useTable(deployment.data, {
          items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
          indexes: ['by-due'],
        }),
        ...lanes.send,
        sendTo(replays),
      ],
      asyncFailures: this.deadLetters,
    }).function;
    this.schedule(group);
  }

  private schedule(group: ScheduleGroup): void {
    const role = new Role(this, 'SchedulerRole', {
      description: 'By which EventBridge Scheduler invokes the sweep function and keeps what it could not',
      assumedBy: schedulerPrincipal(group),
      inlinePolicies: {
        invoke: new PolicyDocument({
          statements: [allow(['lambda:InvokeFunction'], [this.function.functionArn]), sendTo(this.deadLetters)],
        }),
      },
    });
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'Looks for lost timers',
      groupName: group.scheduleGroupName,
      scheduleExpression: `rate(${INTERVAL.toMinutes()} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.function.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: this.deadLetters.queueArn },
        // The next sweep does what this one missed: an old one is worth nothing.
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: INTERVAL.toSeconds() },
      },
    });
    // The group goes by its name, from which CloudFormation learns no order.
    schedule.node.addDependency(group);
  }
}
