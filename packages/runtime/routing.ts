import { SQSClient } from '@aws-sdk/client-sqs';
import type { RoutingQueue } from '#aws/ports.ts';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import type { EnterTenant } from '#services/system.ts';
import { clientDefaults } from './aws-client.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';

/** How long one request to drain is worked on before the rest is left to another, well within the function's time. */
const WORK_MS = 8_000;

export interface RoutingDesk {
  readonly enter: EnterTenant;
  readonly queue: RoutingQueue;
  /** Begins the time for one request; what it answers says whether there is any left. */
  readonly startTimer: () => () => boolean;
}

export function createRoutingDesk(environment: NodeJS.ProcessEnv): RoutingDesk {
  const config = readConfig('route', environment);
  return {
    enter: createEnterTenant(createDatabaseClient(environment), config.BATON_TABLE),
    queue: createRequestQueue(new SQSClient(clientDefaults(environment)), config.BATON_ROUTING_QUEUE_URL, byTenant),
    startTimer: () => {
      const end = performance.now() + WORK_MS;
      return () => performance.now() < end;
    },
  };
}
