import type { RequestQueue, ReviewRequest } from '#aws/ports.ts';
import { dayOf } from '#domain/metrics/day.ts';
import { type Month, monthBefore, monthOfDay } from '#domain/review/month.ts';
import { standingOf } from '#domain/review/standing.ts';
import type { Tenant } from '#domain/tenancy/tenant.ts';
import type { TenantContext } from '../context.ts';
import { reviewMonth } from './review-month.ts';

/** The schedule that calls the reviews of a tenant in a mode. */
export interface ReviewSchedules {
  put(of: Pick<ReviewRequest, 'tenantId' | 'mode'>, timeZone: string): Promise<void>;
  remove(of: Pick<ReviewRequest, 'tenantId' | 'mode'>): Promise<void>;
}

export interface ReviewDesk {
  readonly schedules: ReviewSchedules;
  readonly queue: RequestQueue<ReviewRequest>;
  /** As it is at this moment; undefined: there is no such tenant any more. */
  readonly tenantOf: (tenantId: string) => Promise<Tenant | undefined>;
}

/** How long a review waits for figures that are being counted anew, each time and in all. */
const WAIT_SECONDS = 900;
const MOST_WAITS = 96;

/**
 * Does what a tenant's schedule, or whoever found that there is none, asks for. Each part may be repeated, may come late,
 * or be cut off anywhere: the schedule goes by its name, and the review of a month is kept and announced once.
 */
export async function workReview(context: TenantContext, desk: ReviewDesk, request: ReviewRequest): Promise<void> {
  const tenant = await desk.tenantOf(context.tenantId);
  // fired for a tenant that is gone: nothing of it is to call again
  if (tenant === undefined) return desk.schedules.remove(context);
  await keepSchedule(context, desk, tenant);
  if (request.work === 'freeze') await freezeLastMonth(context, desk, tenant, request.waits ?? 0);
}

/** Has the schedule fire by the tenant's own clocks. It is noted last, so that it is there when it is noted. */
async function keepSchedule(
  context: TenantContext,
  { schedules }: ReviewDesk,
  { timezone }: Pick<Tenant, 'timezone'>,
): Promise<void> {
  if ((await context.stores.reviews.scheduledIn()) === timezone) return;
  await schedules.put(context, timezone);
  await context.stores.reviews.noteSchedule(timezone);
}

async function freezeLastMonth(context: TenantContext, desk: ReviewDesk, tenant: Tenant, waits: number): Promise<void> {
  const { tenantId, mode, now } = context;
  const month: Month = monthBefore(monthOfDay(dayOf(now, tenant.timezone)));
  const standing = standingOf(month, tenant, mode, now);
  if (standing !== 'over' && standing !== 'settling') return;
  const { provisional } = await reviewMonth(context, tenant, month);
  if (!provisional || waits >= MOST_WAITS) return;
  await desk.queue.send({ tenantId, mode, work: 'freeze', waits: waits + 1 }, { delaySeconds: WAIT_SECONDS });
}
