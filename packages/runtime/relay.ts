import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDeadlineTimers } from '#aws/deadline-timers.ts';
import { createEventBus } from '#aws/event-bus.ts';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import { OneTimeSchedules } from '#aws/schedules.ts';
import type { Outbox } from '#services/outbox/publish-commits.ts';
import { clientDefaults } from './aws-client.ts';
import { systemNow } from './clock.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';

export function createOutbox(environment: NodeJS.ProcessEnv): Outbox {
  const config = readConfig('relay', environment);
  const schedules = new OneTimeSchedules(
    new SchedulerClient(clientDefaults(environment)),
    config.BATON_SCHEDULE_GROUP,
    {
      arn: config.BATON_DEADLINE_FUNCTION_ARN,
      roleArn: config.BATON_DEADLINE_ROLE_ARN,
      deadLetterArn: config.BATON_DEADLINE_DLQ_ARN,
    },
  );
  const queue = new SQSClient(clientDefaults(environment));
  return {
    bus: createEventBus(new EventBridgeClient(clientDefaults(environment)), config.BATON_BUS),
    timers: createDeadlineTimers({
      schedules,
      queue,
      queueUrl: config.BATON_DEADLINE_QUEUE_URL,
      now: systemNow,
    }),
    routing: createRequestQueue(queue, config.BATON_ROUTING_QUEUE_URL, byTenant),
    replays: createRequestQueue(queue, config.BATON_REPLAY_QUEUE_URL, byTenant),
    deletions: createRequestQueue(queue, config.BATON_DELETION_QUEUE_URL),
    zones: createRequestQueue(queue, config.BATON_METRICS_QUEUE_URL, byTenant),
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
  };
}
