import * as z from 'zod';
import { addDays, type Day } from '../metrics/day.ts';
import { once } from '../once.ts';
import { WEEKDAYS, type Weekday } from '../sla/calendar.ts';

/** A month of the calendar, `2026-11`. Months compare as strings. */
export type Month = string;

/** The years are those of `monthSchema`. */
export const MONTH_WANTED = 'must be a month of the years 1900 to 2199, such as 2026-10';

export const monthSchema = once(() =>
  z
    .string()
    .regex(/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/, { error: MONTH_WANTED })
    .meta({ description: 'A month of the calendar, in the time zone of the tenant.', examples: ['2026-10'] }),
);

export function monthOfDay(day: Day): Month {
  return day.slice(0, 7);
}

export function firstDayOf(month: Month): Day {
  return `${month}-01`;
}

export function lastDayOf(month: Month): Day {
  return addDays(firstDayOf(monthAfter(month)), -1);
}

export function monthAfter(month: Month): Month {
  return monthOfDay(addDays(firstDayOf(month), 31));
}

export function monthBefore(month: Month): Month {
  return monthOfDay(addDays(firstDayOf(month), -1));
}

/** The day of the week of a date. */
export function weekdayOf(day: Day): Weekday {
  const sinceMonday = (((Date.parse(day) / 86_400_000 + 3) % 7) + 7) % 7; // the epoch was a Thursday
  return WEEKDAYS[sinceMonday] ?? 'mon';
}

export function isWeekend(weekday: Weekday): boolean {
  return weekday === 'sat' || weekday === 'sun';
}
