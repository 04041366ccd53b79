import { SQSClient } from '@aws-sdk/client-sqs';
import { createWaker } from '#aws/deadline-timers.ts';
import type { DeadlineTimers } from '#aws/ports.ts';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import type { RepairDesk } from '#services/delivery/sweep-deliveries.ts';
import type { SystemContext } from '#services/system.ts';
import { DueIndex } from '#storage/due-index.ts';
import { clientDefaults } from './aws-client.ts';
import { systemNow } from './clock.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';
import { createDeliveryLanes } from './delivery-lanes.ts';
import { metrics, repairedDeliveries } from './metrics.ts';

export function createDeadlines(environment: NodeJS.ProcessEnv): {
  system: SystemContext;
  timers: Pick<DeadlineTimers, 'wake'>;
} {
  const config = readConfig('deadline', environment);
  const enter = createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE);
  return {
    system: { enter, now: systemNow, metrics },
    timers: { wake: createWaker(new SQSClient(clientDefaults(environment)), config.BATON_DEADLINE_QUEUE_URL) },
  };
}

export function createSweeper(environment: NodeJS.ProcessEnv): {
  system: SystemContext;
  index: DueIndex;
  desk: Omit<RepairDesk, 'onFailure'>;
} {
  const config = readConfig('sweep', environment);
  const client = createDatabaseClient(environment);
  const enter = createEnterTenant(client, config.BATON_TABLE);
  const index = new DueIndex(client, config.BATON_TABLE);
  const queue = new SQSClient(clientDefaults(environment));
  const desk = {
    enter,
    now: systemNow,
    index,
    lanes: createDeliveryLanes(queue, config),
    replays: createRequestQueue(queue, config.BATON_REPLAY_QUEUE_URL, byTenant),
    repaired: repairedDeliveries,
  };
  return { system: { enter, now: systemNow, metrics }, index, desk };
}
