import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
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
  return { ...createDesk(readConfig('deliver', environment), environment, FAST_PLACES), lane: 'fast' };
}

/** Where deliveries to endpoints are made that are slow. */
export function createSlowDeliveryDesk(environment: NodeJS.ProcessEnv): DeliveryDesk {
  return { ...createDesk(readConfig('deliver-slow', environment), environment, SLOW_PLACES), lane: 'slow' };
}

function createRetrySchedules(config: Config<'deliver'>, environment: NodeJS.ProcessEnv): OneTimeSchedules {
  return new OneTimeSchedules(new SchedulerClient(clientDefaults(environment)), config.BATON_SCHEDULE_GROUP, {
    arn: config.BATON_DELIVERY_QUEUE_ARN,
    roleArn: config.BATON_DELIVERY_ROLE_ARN,
    deadLetterArn: config.BATON_DELIVERY_DLQ_ARN,
  });
}

function createDesk(
  config: Config<'deliver'>,
  environment: NodeJS.ProcessEnv,
  places: PlaceLimits,
): Omit<DeliveryDesk, 'lane'> {
  const schedules = createRetrySchedules(config, environment);
  return {
    lanes: createDeliveryLanes(new SQSClient(clientDefaults(environment)), config, schedules),
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
