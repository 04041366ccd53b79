import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDeliveryQueue } from '#aws/delivery-queue.ts';
import { createWebhookSender } from '#aws/http/sender.ts';
import { OneTimeSchedules } from '#aws/schedules.ts';
import type { DeliveryDesk } from '#services/delivery/deliver-event.ts';
import type { Dispatcher } from '#services/delivery/dispatch-events.ts';
import { InFlight } from '#services/delivery/in-flight.ts';
import { PutOffMessages } from '#services/delivery/put-off.ts';
import { Receivers } from '#services/delivery/receivers.ts';
import { Subscribers } from '#services/delivery/subscribers.ts';
import type { EnterTenant } from '#services/system.ts';
import { clientDefaults } from './aws-client.ts';
import { systemNow } from './clock.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';

export function createDispatcher(environment: NodeJS.ProcessEnv): { enter: EnterTenant; dispatcher: Dispatcher } {
  const config = readConfig('dispatch', environment);
  return {
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
    dispatcher: {
      subscribers: new Subscribers(),
      queue: createDeliveryQueue({
        queue: new SQSClient(clientDefaults(environment)),
        queueUrl: config.BATON_DELIVERY_QUEUE_URL,
      }),
    },
  };
}

export function createDeliveryDesk(environment: NodeJS.ProcessEnv): DeliveryDesk {
  const config = readConfig('deliver', environment);
  const schedules = new OneTimeSchedules(
    new SchedulerClient(clientDefaults(environment)),
    config.BATON_SCHEDULE_GROUP,
    {
      arn: config.BATON_DELIVERY_QUEUE_ARN,
      roleArn: config.BATON_DELIVERY_ROLE_ARN,
      deadLetterArn: config.BATON_DELIVERY_DLQ_ARN,
    },
  );
  const sender = createWebhookSender({ egress: config.BATON_EGRESS });
  return {
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
    now: systemNow,
    queue: createDeliveryQueue({
      queue: new SQSClient(clientDefaults(environment)),
      queueUrl: config.BATON_DELIVERY_QUEUE_URL,
      schedules,
    }),
    post: sender.post,
    receivers: new Receivers(),
    inFlight: new InFlight(),
    putOff: new PutOffMessages(),
    random: Math.random,
  };
}
