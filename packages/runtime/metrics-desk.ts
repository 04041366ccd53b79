import { SQSClient } from '@aws-sdk/client-sqs';
import type { ReviewRequest } from '#aws/ports.ts';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import { BoundedMap } from '#domain/bounded-map.ts';
import type { MetricsDesk } from '#services/metrics/desk.ts';
import { Listings } from '#services/metrics/listings.ts';
import type { ScheduleWatch } from '#services/review/ensure-schedule.ts';
import type { EnterTenant } from '#services/system.ts';
import { createAccountStores } from '#storage/stores.ts';
import { clientDefaults } from './aws-client.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';

/** How long a rebuild is worked on before the rest is left to another message, well within the function's time. */
const WORK_MS = 20_000;
const ZONE_MS = 60_000;
const ZONES = 1_000;

export interface MetricsFunction {
  readonly enter: EnterTenant;
  readonly desk: MetricsDesk;
  readonly watch: ScheduleWatch;
  /** Begins the time for one message; what it answers says whether there is any left. */
  readonly startTimer: () => () => boolean;
}

export function createMetricsDesk(environment: NodeJS.ProcessEnv): MetricsFunction {
  const config = readConfig('measure', environment);
  const client = createDatabaseClient(environment);
  const zones = new BoundedMap<{ readonly timeZone: string | undefined; readonly until: number }>(ZONES);
  const queue = new SQSClient(clientDefaults(environment));
  const timeZoneOf = async (tenantId: string) => {
    const known = zones.get(tenantId);
    if (known !== undefined && performance.now() < known.until) return known.timeZone;
    const tenant = await createAccountStores(client, config.BATON_TABLE, tenantId).tenant.get(tenantId);
    zones.set(tenantId, { timeZone: tenant?.timezone, until: performance.now() + ZONE_MS });
    return tenant?.timezone;
  };
  return {
    enter: createEnterTenant(client, config.BATON_TABLE),
    desk: {
      queue: createRequestQueue(queue, config.BATON_METRICS_QUEUE_URL, byTenant),
      listings: new Listings(),
      timeZoneOf,
    },
    watch: {
      reviews: createRequestQueue<ReviewRequest>(queue, config.BATON_REVIEW_QUEUE_URL, byTenant),
      scheduled: new BoundedMap(ZONES),
      timeZoneOf,
    },
    startTimer: () => {
      const end = performance.now() + WORK_MS;
      return () => performance.now() < end;
    },
  };
}
