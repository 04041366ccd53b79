import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { allow, consume, sendTo, useTable } from './permissions.ts';
import { DeadLetterQueue, WorkQueue } from './queues.ts';
import { schedulerPrincipal, useSchedules } from './schedule-group.ts';

const TIMEOUT = Duration.seconds(10);

/** Deadlines: Scheduler at the minute, a delayed message for the last seconds, and the function that both invoke. */
export class Deadlines extends Construct {
  readonly function: IFunction;
  readonly work: WorkQueue;
  readonly deadLetters: DeadLetterQueue;
  readonly role: Role;
  private readonly group: ScheduleGroup;

  constructor(scope: Construct, id: string, props: { readonly deployment: Deployment; readonly group: ScheduleGroup }) {
    super(scope, id);
    const { deployment } = props;
    this.group = props.group;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    this.work = new WorkQueue(this, 'Work', { consumerTimeout: TIMEOUT });
    this.function = new BatonFunction(this, 'Deadline', {
      deployment,
      name: 'deadline',
      description: 'Brings one handoff up to now: records due warnings, breaches and escalations',
      timeout: TIMEOUT,
      memorySize: 512,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_DEADLINE_QUEUE_URL: this.work.queue.queueUrl,
      },
      permissions: [
        ...useTable(deployment.data, {
          items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
        }),
        consume(this.work.queue),
        sendTo(this.work.queue),
      ],
      asyncFailures: this.deadLetters,
    }).function;
    this.work.feed(this.function, { batchSize: 10, maxConcurrency: deployment.config.queueConcurrency.deadline });
    this.role = new Role(this, 'SchedulerRole', {
      description: 'By which EventBridge Scheduler invokes the deadline function and keeps what it could not',
      assumedBy: schedulerPrincipal(this.group),
      inlinePolicies: {
        invoke: new PolicyDocument({
          statements: [allow(['lambda:InvokeFunction'], [this.function.functionArn]), sendTo(this.deadLetters)],
        }),
      },
    });
  }

  /** What a function needs to know in order to arm a handoff's schedule. */
  armingEnvironment(): Record<string, string> {
    return {
      BATON_SCHEDULE_GROUP: this.group.scheduleGroupName,
      BATON_DEADLINE_FUNCTION_ARN: this.function.functionArn,
      BATON_DEADLINE_ROLE_ARN: this.role.roleArn,
      BATON_DEADLINE_DLQ_ARN: this.deadLetters.queueArn,
      BATON_DEADLINE_QUEUE_URL: this.work.queue.queueUrl,
    };
  }

  /** What `holder` needs to be allowed in order to arm a handoff's schedule. */
  armingPermissions(holder: Construct): PolicyStatement[] {
    return [
      ...useSchedules({
        holder,
        group: this.group,
        prefix: 'hnd_',
        actions: ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule'],
        roleArn: this.role.roleArn,
      }),
      sendTo(this.work.queue),
    ];
  }
}
