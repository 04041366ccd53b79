import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { consume, sendTo, useTable } from './permissions.ts';
import { DeadLetterQueue, WorkQueue } from './queues.ts';
import { schedulerPrincipal, useSchedules } from './schedule-group.ts';

const DISPATCH_TIMEOUT = Duration.seconds(30);
const DELIVER_TIMEOUT = Duration.seconds(30);

export interface WebhooksProps {
  readonly deployment: Deployment;
  readonly bus: EventBus;
  readonly group: ScheduleGroup;
}

/** From an event on the bus to signed requests at the subscribers: rule → dispatch → deliver, with its long waits. */
export class Webhooks extends Construct {
  readonly dispatchWork: WorkQueue;
  readonly deliveryWork: WorkQueue;
  readonly busDeadLetters: DeadLetterQueue;
  readonly dispatch: IFunction;
  readonly deliver: IFunction;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { config } = props.deployment;
    this.dispatchWork = new WorkQueue(this, 'DispatchWork', { consumerTimeout: DISPATCH_TIMEOUT });
    this.deliveryWork = new WorkQueue(this, 'DeliveryWork', { consumerTimeout: DELIVER_TIMEOUT });
    this.busDeadLetters = new DeadLetterQueue(this, 'BusDeadLetters');
    this.routeEvents(props.bus);
    this.dispatch = this.createDispatch(props.deployment);
    this.deliver = this.createDeliver(props);
    this.dispatchWork.feed(this.dispatch, { batchSize: 10, maxConcurrency: config.queueConcurrency.dispatch });
    // one by one: a receiver that hangs for 15 seconds must not hold up what is in a batch with it
    this.deliveryWork.feed(this.deliver, { batchSize: 1, maxConcurrency: config.queueConcurrency.deliver });
  }

  private routeEvents(bus: EventBus): void {
    new Rule(this, 'AllEvents', {
      description: 'Every event of Baton goes to the webhook dispatcher',
      eventBus: bus,
      eventPattern: { source: ['baton'] },
      targets: [
        new SqsQueue(this.dispatchWork.queue, {
          deadLetterQueue: this.busDeadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
      ],
    });
  }

  private createDispatch(deployment: Deployment): IFunction {
    return new BatonFunction(this, 'Dispatch', {
      deployment,
      name: 'dispatch',
      description: 'Makes one delivery per webhook endpoint that wants an event',
      timeout: DISPATCH_TIMEOUT,
      memorySize: 512,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_DELIVERY_QUEUE_URL: this.deliveryWork.queue.queueUrl,
      },
      permissions: [
        ...useTable(deployment.data, { items: ['Query'] }),
        consume(this.dispatchWork.queue),
        sendTo(this.deliveryWork.queue),
      ],
    }).function;
  }

  private createDeliver({ deployment, group }: WebhooksProps): IFunction {
    const { queue, deadLetters } = this.deliveryWork;
    const role = new Role(this, 'SchedulerRole', {
      description: 'By which EventBridge Scheduler sends a delivery back to its queue, and nothing else',
      assumedBy: schedulerPrincipal(group),
      inlinePolicies: { send: new PolicyDocument({ statements: [sendTo(queue), sendTo(deadLetters)] }) },
    });
    return new BatonFunction(this, 'Deliver', {
      deployment,
      name: 'deliver',
      description: 'Sends one signed request to a webhook endpoint and plans the next attempt',
      timeout: DELIVER_TIMEOUT,
      memorySize: 512,
      environment: {
        BATON_TABLE: deployment.data.table.tableName,
        BATON_SCHEDULE_GROUP: group.scheduleGroupName,
        BATON_DELIVERY_QUEUE_URL: queue.queueUrl,
        BATON_DELIVERY_QUEUE_ARN: queue.queueArn,
        BATON_DELIVERY_ROLE_ARN: role.roleArn,
        BATON_DELIVERY_DLQ_ARN: deadLetters.queueArn,
        BATON_EGRESS: 'strict',
      },
      permissions: [
        ...useTable(deployment.data, {
          items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
          indexes: ['by-state'],
        }),
        ...useSchedules({
          holder: this,
          group,
          prefix: 'dlv-',
          actions: ['CreateSchedule', 'UpdateSchedule'],
          roleArn: role.roleArn,
        }),
        consume(queue),
        sendTo(queue),
      ],
    }).function;
  }
}
