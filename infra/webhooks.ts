import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyDocument, type PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { DELIVER_TIMEOUT, DeliveryLanes } from './delivery-lanes.ts';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import { consume, sendTo, useTable } from './permissions.ts';
import { DeadLetterQueue, WorkQueue } from './queues.ts';
import { schedulerPrincipal, useSchedules } from './schedule-group.ts';

const DISPATCH_TIMEOUT = Duration.seconds(30);

export interface WebhooksProps {
  readonly deployment: Deployment;
  readonly bus: EventBus;
  readonly group: ScheduleGroup;
}

/** From an event on the bus to signed requests at the subscribers: rule → dispatch → deliver, with its long waits. */
export class Webhooks extends Construct {
  readonly dispatchWork: WorkQueue;
  readonly lanes: DeliveryLanes;
  readonly busDeadLetters: DeadLetterQueue;
  readonly dispatch: IFunction;
  readonly deliver: IFunction;
  readonly deliverSlow: IFunction;

  constructor(scope: Construct, id: string, props: WebhooksProps) {
    super(scope, id);
    const { config } = props.deployment;
    this.dispatchWork = new WorkQueue(this, 'DispatchWork', { consumerTimeout: DISPATCH_TIMEOUT });
    this.lanes = new DeliveryLanes(this);
    this.busDeadLetters = new DeadLetterQueue(this, 'BusDeadLetters');
    this.routeEvents(props.bus);
    this.dispatch = this.createDispatch(props.deployment);
    const retries = this.createRetryRole(props);
    this.deliver = this.createDeliver(props, retries);
    this.deliverSlow = this.createDeliverSlow(props, retries);
    this.dispatchWork.feed(this.dispatch, { batchSize: 10, maxConcurrency: config.queueConcurrency.dispatch });
    // one by one: a receiver that hangs for 15 seconds must not hold up what is in a batch with it
    this.lanes.fast.feed(this.deliver, { batchSize: 1, maxConcurrency: config.queueConcurrency.deliver });
    this.lanes.slow.feed(this.deliverSlow, { batchSize: 1, maxConcurrency: config.queueConcurrency.deliverSlow });
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
        ...this.lanes.urls,
      },
      permissions: [
        ...useTable(deployment.data, { items: ['Query'] }),
        consume(this.dispatchWork.queue),
        ...this.lanes.send,
      ],
    }).function;
  }

  private createRetryRole({ group }: WebhooksProps): Role {
    const { queue, deadLetters } = this.lanes.fast;
    return new Role(this, 'SchedulerRole', {
      description: 'By which EventBridge Scheduler sends a delivery back to its queue, and nothing else',
      assumedBy: schedulerPrincipal(group),
      inlinePolicies: { send: new PolicyDocument({ statements: [sendTo(queue), sendTo(deadLetters)] }) },
    });
  }

  private createDeliver(props: WebhooksProps, retries: Role): IFunction {
    return new BatonFunction(this, 'Deliver', {
      deployment: props.deployment,
      timeout: DELIVER_TIMEOUT,
      memorySize: 512,
      name: 'deliver',
      description: 'Sends one signed request to a webhook endpoint and plans the next attempt',
      environment: this.deliveryVariables(props, retries),
      permissions: [...this.deliveryPermissions(props, retries), consume(this.lanes.fast.queue)],
    }).function;
  }

  private createDeliverSlow(props: WebhooksProps, retries: Role): IFunction {
    return new BatonFunction(this, 'DeliverSlow', {
      deployment: props.deployment,
      timeout: DELIVER_TIMEOUT,
      memorySize: 512,
      name: 'deliver-slow',
      description: 'Does what deliver does for endpoints that are slow, beside all others',
      environment: this.deliveryVariables(props, retries),
      permissions: [...this.deliveryPermissions(props, retries), consume(this.lanes.slow.queue)],
    }).function;
  }

  private deliveryVariables({ deployment, group }: WebhooksProps, retries: Role): Record<string, string> {
    const { queue, deadLetters } = this.lanes.fast;
    return {
      BATON_TABLE: deployment.data.table.tableName,
      BATON_SCHEDULE_GROUP: group.scheduleGroupName,
      ...this.lanes.urls,
      BATON_DELIVERY_QUEUE_ARN: queue.queueArn,
      BATON_DELIVERY_DLQ_ARN: deadLetters.queueArn,
      BATON_DELIVERY_ROLE_ARN: retries.roleArn,
      BATON_EGRESS: 'strict',
    };
  }

  private deliveryPermissions({ deployment, group }: WebhooksProps, { roleArn }: Role): PolicyStatement[] {
    return [
      ...useTable(deployment.data, {
        items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
        indexes: ['by-state'],
      }),
      ...useSchedules({
        holder: this,
        group,
        prefix: 'dlv-',
        actions: ['CreateSchedule', 'UpdateSchedule'],
        roleArn,
      }),
      ...this.lanes.send,
    ];
  }
}
