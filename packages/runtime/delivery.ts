import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDeliveryQueue } from '#aws/delivery-queue.ts';
import { createWebhookSender } from '#aws/http/sender.ts';
import { OneTimeSchedules } from '#aws/schedules.ts';
import type { DeliveryDesk } from '#services/delivery/delivery-desk.ts';
import type { Dispatcher } from '#services/delivery/dispatch-events.ts';
import { FAST_PLACES, InFlight, type PlaceLimits, SLOW_PLACES } from '#services/delivery/in-flight.ts';
import { PlaceLine } from '#services/delivery/place-line.ts';
import { PutOffMessages } from '#services/delivery/put-off.ts';
import { Receivers } from '#services/delivery/receivers.ts';
import { Subscribers } from '#services/delivery/subscribers.ts';
import type { EnterTenant } from '#services/system.ts';
import { clientDefaults } from './aws-client.ts';
import { systemNow } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';
import { createDeliveryLanes } from './delivery-lanes.ts';

export function createDispatcher(environment: NodeJS.ProcessEnv): { enter: EnterTenant; dispatcher: Dispatcher } {
  const config = readConfig('dispatch', environment);
  return {
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
    dispatcher: {
      subscribers: new Subscribers(),
      lanes: createDeliveryLanes(new SQSClient(clientDefaults(environment)), config),
    },
  };
}

/** Where deliveries to endpoints are made that answer, as far as it is known. */
export function createDeliveryDesk(environment: NodeJS.ProcessEnv): DeliveryDesk {
  const config = readConfig('deliver', environment);
  const queue = new SQSClient(clientDefaults(environment));
  const lanes = createDeliveryLanes(queue, config, createRetrySchedules(config, environment));
  return { ...createDesk(config, environment, FAST_PLACES), lane: 'fast', queue: lanes.fast, slow: lanes.slow };
}

/** Where deliveries to endpoints are made that are slow or failing, and all retries. */
export function createSlowDeliveryDesk(environment: NodeJS.ProcessEnv): DeliveryDesk {
  const config = readConfig('deliver-slow', environment);
  const slow = createDeliveryQueue({
    queue: new SQSClient(clientDefaults(environment)),
    queueUrl: config.BATON_SLOW_DELIVERY_QUEUE_URL,
    schedules: createRetrySchedules(config, environment),
  });
  return { ...createDesk(config, environment, SLOW_PLACES), lane: 'slow', queue: slow, slow };
}

function createRetrySchedules(config: Config<'deliver-slow'>, environment: NodeJS.ProcessEnv): OneTimeSchedules {
  return new OneTimeSchedules(new SchedulerClient(clientDefaults(environment)), config.BATON_SCHEDULE_GROUP, {
    arn: config.BATON_SLOW_DELIVERY_QUEUE_ARN,
    roleArn: config.BATON_DELIVERY_ROLE_ARN,
    deadLetterArn: config.BATON_SLOW_DELIVERY_DLQ_ARN,
  });
}

type LanelessDesk = Omit<DeliveryDesk, 'lane' | 'queue' | 'slow'>;

function createDesk(config: Config<'deliver-slow'>, environment: NodeJS.ProcessEnv, places: PlaceLimits): LanelessDesk {
  return {
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
    now: systemNow,
    post: createWebhookSender({ egress: config.BATON_EGRESS }).post,
    receivers: new Receivers(),
    inFlight: new InFlight(places),
    line: new PlaceLine(),
    putOff: new PutOffMessages(),
    random: Math.random,
  };
}
