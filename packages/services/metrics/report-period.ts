import type { Instant } from '#domain/instant.ts';
import { addDays, type Day, dayOf, FIRST_DAY } from '#domain/metrics/day.ts';
import { invalid } from '#domain/problem.ts';
import type { Mode } from '#domain/wire.ts';
import type { DayRange } from './read-cells.ts';

/** The most days of one report. */
export const MAX_DAYS = 400;
/** The days of a report that names none. */
export const DEFAULT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

export interface AskedDays {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/** What a period has to lie in: that of a tenant in one mode. In test mode handoffs live in any time. */
interface Bounds {
  readonly now: Instant;
  readonly mode: Mode;
  readonly timeZone: string;
  readonly createdAt: Instant;
}

/**
 * The days of a report, both ends included: the last 30 unless it is said. @throws DomainError `validation_failed` for
 * days the wrong way round, more than 400, wholly in the future, or wholly before the tenant was there
 */
export function reportPeriod(asked: AskedDays, { now, mode, timeZone, createdAt }: Bounds): DayRange {
  const today = dayOf(now, timeZone);
  const to = asked.to ?? (asked.from === undefined || asked.from <= today ? today : asked.from);
  const from = asked.from ?? later(FIRST_DAY, addDays(to, 1 - DEFAULT_DAYS));
  const refused = (name: 'from' | 'to', code: string, message: string) =>
    invalid({ pointer: `/query/${name}`, code, message });
  if (to < from) throw refused('to', 'out_of_order', 'must not be before from; both days are included');
  if (lengthOf({ from, to }) > MAX_DAYS)
    throw refused('from', 'too_long', `must be at most ${MAX_DAYS} days before to`);
  if (mode === 'test') return { from, to };
  if (from > today) throw refused('from', 'in_the_future', `must not be after today, ${today} in ${timeZone}`);
  const born = dayOf(createdAt, timeZone);
  if (to < born) throw refused('to', 'before_tenant', `must not be before ${born}: the tenant is there since then`);
  return { from, to };
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

export function lengthOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** With what a report can be compared: as many days before, or, of whole calendar months, as many months before. */
export const COMPARISONS = ['previous', 'previousMonth'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/**
 * The period that is compared with; it ends with the day before `from`.
 *
 * @throws DomainError `validation_failed` for months where the days are not whole ones
 */
export function periodBefore(range: DayRange, comparison: Comparison): DayRange {
  const to = addDays(range.from, -1);
  if (comparison === 'previous') return { from: addDays(range.from, -lengthOf(range)), to };
  if (!isFirstOfMonth(range.from) || !isFirstOfMonth(addDays(range.to, 1))) {
    const message = 'is for whole calendar months: from their first day to their last; previous is for any days';
    throw invalid({ pointer: '/query/compareTo', code: 'not_whole_months', message });
  }
  return { from: firstOfMonth(range.from, -monthsIn(range)), to };
}

function isFirstOfMonth(day: Day): boolean {
  return day.endsWith('-01');
}

function monthsIn({ from, to }: DayRange): number {
  const [end, begin] = [new Date(to), new Date(from)];
  return (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth() + 1;
}

/** The first day of the month that lies so many months after that of `day`. */
function firstOfMonth(day: Day, months: number): Day {
  const date = new Date(day);
  return addDays(
    day,
    Math.round((Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months) - date.getTime()) / DAY_MS),
  );
}
