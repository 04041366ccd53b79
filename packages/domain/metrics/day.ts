import { BoundedMap } from '../bounded-map.ts';
import { epochOf, type Instant } from '../instant.ts';

/** A date of the tenant's time zone, `2026-11-22`. Days compare as strings. */
export type Day = string;

/** The first and the last day that figures are asked for: time begins with 1970 in UTC, which is the day before west of it. */
export const FIRST_DAY: Day = '1969-12-31';
export const LAST_DAY: Day = '9998-12-31';

/** A process measures for many tenants, of few zones. */
const formats = new BoundedMap<Intl.DateTimeFormat>(100);

/** What the calendar on the wall of `timeZone` shows at `instant`. Throws RangeError for a zone that this runtime does not know. */
export function dayOf(instant: Instant, timeZone: string): Day {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(epochOf(instant))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

const DAY_MS = 24 * 3_600_000;

/** The days from `first` to `last`, both included. */
export function daysBetween(first: Day, last: Day): readonly Day[] {
  const days: Day[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) days.push(dateOf(at));
  return days;
}

/** `day` and so many days on. */
export function addDays(day: Day, count: number): Day {
  return dateOf(Date.parse(day) + count * DAY_MS);
}

function dateOf(epochMilliseconds: number): Day {
  return new Date(epochMilliseconds).toISOString().slice(0, 10);
}
