import { addSeconds, type Instant } from '../instant.ts';
import { dayOf } from '../metrics/day.ts';
import type { Mode } from '../wire.ts';
import { type Month, monthOfDay } from './month.ts';

/** How long after its end a month is left to what is heard late, before its review is frozen. */
export const SETTLE_SECONDS = 2 * 3600;

/** Why a review is not kept. */
export const PROVISIONAL_BECAUSE = ['running', 'settling', 'recount', 'test_clocks'] as const;
export type ProvisionalBecause = (typeof PROVISIONAL_BECAUSE)[number];

/**
 * Where a month stands. `settling`: it is over, for so short a time that something of it may not be counted yet.
 * `test_clocks`: only what lives on a test clock can have happened in it, and may go on doing so.
 */
export type Standing = 'to_come' | 'before_tenant' | 'running' | 'settling' | 'test_clocks' | 'over';

export function standingOf(
  month: Month,
  tenant: { readonly timezone: string; readonly createdAt: Instant },
  mode: Mode,
  now: Instant,
): Standing {
  const monthAt = (instant: Instant) => monthOfDay(dayOf(instant, tenant.timezone));
  const present = monthAt(now);
  const first = monthAt(tenant.createdAt);
  if (month > present) return mode === 'test' ? 'test_clocks' : 'to_come';
  if (month < first) return mode === 'test' ? 'test_clocks' : 'before_tenant';
  if (month === present) return 'running';
  return month < monthAt(addSeconds(now, -SETTLE_SECONDS)) ? 'over' : 'settling';
}
