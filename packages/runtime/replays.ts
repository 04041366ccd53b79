import { SQSClient } from '@aws-sdk/client-sqs';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import type { ReplayDesk } from '#services/replay/work-replay.ts';
import { clientDefaults } from './aws-client.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';
import { createDeliveryLanes } from './delivery-lanes.ts';

export function createReplayDesk(environment: NodeJS.ProcessEnv): ReplayDesk {
  const config = readConfig('replay', environment);
  const queue = new SQSClient(clientDefaults(environment));
  return {
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
    lanes: createDeliveryLanes(queue, config),
    replays: createRequestQueue(queue, config.BATON_REPLAY_QUEUE_URL, byTenant),
  };
}
