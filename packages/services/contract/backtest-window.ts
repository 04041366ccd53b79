import { type Instant, instantFromEpoch, secondsBetween } from '#domain/instant.ts';
import { addDays, type Day } from '#domain/metrics/day.ts';
import { once } from '#domain/once.ts';
import { invalid } from '#domain/problem.ts';
import type { ZoneOffsets } from '#domain/sla/zone-offsets.ts';

/** The most days of a window. */
export const MAX_DAYS = 400;
const DAY_SECONDS = 24 * 3600;
/** When clocks change, so many days are an hour longer. */
const CHANGE_SECONDS = 3600;

/** An instant, or a day of the tenant's time zone. */
export type Bound = Instant | Day;

/** What was submitted at or after `from`, and before `to`. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The window between two bounds. Days are included, from their first moment to their last; instants are as they are.
 * `timeZone` is asked for only where a bound is a day.
 *
 * @throws DomainError `validation_failed` for a window that ends before it begins, or is longer than 400 days
 */
export async function backtestWindow(
  asked: { readonly from: Bound; readonly to: Bound },
  timeZone: () => Promise<string>,
): Promise<Window> {
  const offsets = once(async () => {
    // it brings the arithmetic of calendars along, which instants do without
    const [zone, { ZoneOffsets }] = await Promise.all([timeZone(), import('#domain/sla/zone-offsets.ts')]);
    return new ZoneOffsets(zone);
  });
  const from = isDay(asked.from) ? startOf(asked.from, await offsets()) : canonical(asked.from);
  const to = isDay(asked.to) ? startOf(addDays(asked.to, 1), await offsets()) : canonical(asked.to);
  if (to <= from) throw invalid({ pointer: '/to', code: 'out_of_order', message: 'A window ends after it begins.' });
  if (secondsBetween(from, to) <= MAX_DAYS * DAY_SECONDS + CHANGE_SECONDS) return { from, to };
  throw invalid({ pointer: '/to', code: 'range_too_long', message: `A window is at most ${MAX_DAYS} days.` });
}

function isDay(bound: Bound): bound is Day {
  return !bound.includes('T');
}

function canonical(bound: Bound): Instant {
  return instantFromEpoch(Date.parse(bound));
}

/** The first moment of a day: after a gap at midnight, and the first of two. */
function startOf(day: Day, offsets: ZoneOffsets): Instant {
  return instantFromEpoch(offsets.resolve(Date.parse(day)));
}
