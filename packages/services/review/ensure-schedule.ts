import type { RequestQueue, ReviewRequest } from '#aws/ports.ts';
import type { BoundedMap } from '#domain/bounded-map.ts';
import type { TenantContext } from '../context.ts';

export interface ScheduleWatch {
  readonly reviews: RequestQueue<ReviewRequest>;
  /** The time zones by which schedules are known to fire, by tenant and mode. */
  readonly scheduled: BoundedMap<{ readonly timeZone: string }>;
  readonly timeZoneOf: (tenantId: string) => Promise<string | undefined>;
}

/**
 * Asks for the schedule of a tenant whose figures begin, or whose time zone was changed. It is asked for again with each
 * event until it is noted, so whoever dies in between has only put it off.
 */
export async function ensureSchedule(context: TenantContext, watch: ScheduleWatch): Promise<void> {
  const { tenantId, mode, stores } = context;
  const name = `${tenantId} ${mode}`;
  const timeZone = await watch.timeZoneOf(tenantId);
  if (timeZone === undefined || watch.scheduled.get(name)?.timeZone === timeZone) return;
  if ((await stores.reviews.scheduledIn()) !== timeZone) {
    await watch.reviews.send({ tenantId, mode, work: 'schedule' });
    return;
  }
  watch.scheduled.set(name, { timeZone });
}
