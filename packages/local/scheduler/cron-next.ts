import { daysInMonth, isCronDay } from './cron-days.ts';
import { type CronFields, LAST_CRON_YEAR } from './cron-fields.ts';
import { instantOf, localTimeAt } from './local-time.ts';

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * The first instant after `after` (both epoch milliseconds) that the expression names in the zone; undefined if there is
 * none until the end of 2199. A local time that the zone skips is left out; one that it shows twice counts once, at its
 * first occurrence. Source: EventBridge Scheduler user guide, daylight saving time.
 */
export function nextCronInstant(fields: CronFields, timeZone: string, after: number): number | undefined {
  const start = localTimeAt(after, timeZone);
  for (const date of datesFrom(start, fields)) {
    const isFirstDay = date.year === start.year && date.month === start.month && date.day === start.day;
    const found = firstOnDay(fields, timeZone, date, isFirstDay ? start.hour * 60 + start.minute : 0, after);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The days that the expression names, from `start` on. */
function* datesFrom(start: CalendarDate, fields: CronFields): Generator<CalendarDate> {
  for (let year = start.year; year <= LAST_CRON_YEAR; year++) {
    if (!fields.years.has(year)) continue;
    for (let month = year === start.year ? start.month : 1; month <= 12; month++) {
      if (!fields.months.has(month)) continue;
      const firstDay = year === start.year && month === start.month ? start.day : 1;
      yield* daysOfMonthFrom({ year, month, day: firstDay }, fields);
    }
  }
}

function* daysOfMonthFrom({ year, month, day }: CalendarDate, fields: CronFields): Generator<CalendarDate> {
  for (let last = daysInMonth(year, month), current = day; current <= last; current++) {
    if (isCronDay(fields.days, year, month, current)) yield { year, month, day: current };
  }
}

function firstOnDay(
  fields: CronFields,
  timeZone: string,
  date: CalendarDate,
  fromMinute: number,
  after: number,
): number | undefined {
  for (const hour of fields.hours) {
    for (const minute of fields.minutes) {
      if (hour * 60 + minute < fromMinute) continue;
      const instant = instantOf({ ...date, hour, minute, second: 0 }, timeZone);
      if (instant !== undefined && instant > after) return instant;
    }
  }
  return undefined;
}
