import { SQSClient } from '@aws-sdk/client-sqs';
import { createDeliveryQueue } from '#aws/delivery-queue.ts';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import type { ReplayDesk } from '#services/replay/work-replay.ts';
import { clientDefaults } from './aws-client.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';

export function createReplayDesk(environment: NodeJS.ProcessEnv): ReplayDesk {
  const config = readConfig('replay', environment);
  const queue = new SQSClient(clientDefaults(environment));
  return {
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
    deliveries: createDeliveryQueue({ queue, queueUrl: config.BATON_DELIVERY_QUEUE_URL }),
    replays: createRequestQueue(queue, config.BATON_REPLAY_QUEUE_URL, byTenant),
  };
}
