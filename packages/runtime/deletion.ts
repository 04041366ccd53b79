import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createRequestQueue } from '#aws/request-queue.ts';
import { createTenantSchedules } from '#aws/tenant-schedules.ts';
import type { DeletionDesk } from '#services/deletion/work-deletion.ts';
import { DeletionStore } from '#storage/deletion-store.ts';
import { forgetPlatformEntry } from '#storage/idempotency-store.ts';
import { Remains } from '#storage/remains.ts';
import { clientDefaults } from './aws-client.ts';
import { systemNow } from './clock.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient } from './database.ts';

/**
 * How long one step is worked on before the rest is left to the next, well within the function's time, and far more than a
 * walk takes that finds nothing: about a hundred queries, eight or ten at once.
 */
const WORK_MS = 15_000;

export function createDeletionDesk(environment: NodeJS.ProcessEnv): DeletionDesk {
  const config = readConfig('delete-tenant', environment);
  const client = createDatabaseClient(environment);
  return {
    deletionOf: (tenantId) => new DeletionStore(client, config.BATON_TABLE, tenantId),
    forgetSignUp: (signUp) => forgetPlatformEntry(client, config.BATON_TABLE, signUp),
    remainsOf: (tenantId) => new Remains(client, config.BATON_TABLE, tenantId),
    schedules: createTenantSchedules(new SchedulerClient(clientDefaults(environment)), config.BATON_SCHEDULE_GROUP),
    queue: createRequestQueue(new SQSClient(clientDefaults(environment)), config.BATON_DELETION_QUEUE_URL),
    now: systemNow,
    startTimer: () => {
      const end = performance.now() + WORK_MS;
      return () => performance.now() < end;
    },
    pauseSeconds: config.BATON_DELETION_PAUSE_SECONDS,
  };
}
