import { type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { Day } from '#domain/metrics/day.ts';
import { once } from '#domain/once.ts';
import { invalid } from '#domain/problem.ts';

/** The most days of a window. */
export const MAX_DAYS = 400;
const DAY_MS = 24 * 3_600_000;

/** An instant, or a day of the tenant's time zone. */
export type Bound = Instant | Day;

/** What was submitted at or after `from`, and before `to`. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The window between two bounds. Days are included, from their first moment to their last; instants are as they are.
 * `timeZone` is asked for only where a bound is a day. A window is empty if its zone skipped the only day that it names.
 *
 * @throws DomainError `validation_failed` for a window that ends before it begins, or is longer than 400 days
 */
export async function backtestWindow(asked: Asked, timeZone: () => Promise<string>): Promise<Window> {
  const startOf = daysIn(timeZone);
  const from = isDay(asked.from) ? await startOf(asked.from, 0) : Date.parse(asked.from);
  const to = isDay(asked.to) ? await startOf(asked.to, 1) : Date.parse(asked.to);
  const isOrdered = areDays(asked) ? asked.from <= asked.to : from < to;
  if (!isOrdered) throw invalid({ pointer: '/to', code: 'out_of_order', message: 'A window ends after it begins.' });
  if (await isShort(asked, { from, to }, startOf)) return { from: instantFromEpoch(from), to: instantFromEpoch(to) };
  throw invalid({ pointer: '/to', code: 'range_too_long', message: `A window is at most ${MAX_DAYS} days.` });
}

interface Asked {
  readonly from: Bound;
  readonly to: Bound;
}

/** The first moment of the day that is so many days on: after a gap at midnight, and the first of two; in milliseconds. */
type StartOf = (day: Day, on: number) => Promise<number>;

function daysIn(timeZone: () => Promise<string>): StartOf {
  const offsets = once(async () => {
    // it brings the arithmetic of calendars along, which instants do without
    const [zone, { ZoneOffsets }] = await Promise.all([timeZone(), import('#domain/sla/zone-offsets.ts')]);
    return new ZoneOffsets(zone);
  });
  return async (day, on) => (await offsets()).resolve(Date.parse(day) + on * DAY_MS);
}

/**
 * Days of the calendar are counted where a bound is one, however many hours they have: an instant is then within the days
 * that may be named with it. Between two instants a day is 24 hours.
 */
async function isShort(
  asked: Asked,
  { from, to }: { readonly from: number; readonly to: number },
  startOf: StartOf,
): Promise<boolean> {
  if (areDays(asked)) return Date.parse(asked.to) - Date.parse(asked.from) < MAX_DAYS * DAY_MS;
  if (isDay(asked.from)) return to <= (await startOf(asked.from, MAX_DAYS));
  if (isDay(asked.to)) return from >= (await startOf(asked.to, 1 - MAX_DAYS));
  return to - from <= MAX_DAYS * DAY_MS;
}

function areDays({ from, to }: Asked): boolean {
  return isDay(from) && isDay(to);
}

function isDay(bound: Bound): bound is Day {
  return !bound.includes('T');
}
