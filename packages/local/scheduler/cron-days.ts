import type { DayRule } from './cron-fields.ts';

/** The number of days in a month; `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1, Sunday, to 7, Saturday. */
function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** Whether the rule names this day. */
export function isCronDay(rule: DayRule, year: number, month: number, day: number): boolean {
  switch (rule.kind) {
    case 'days-of-month':
      return rule.days.has(day);
    case 'last-day':
      return day === daysInMonth(year, month);
    case 'nearest-weekday':
      return day === nearestWeekday(year, month, rule.day);
    case 'last-weekday':
      return day === nearestWeekday(year, month, daysInMonth(year, month));
    case 'weekdays':
      return rule.weekdays.has(weekdayOf(year, month, day));
    case 'last-of-weekday':
      return weekdayOf(year, month, day) === rule.weekday && day + 7 > daysInMonth(year, month);
    case 'nth-of-weekday':
      return weekdayOf(year, month, day) === rule.weekday && Math.ceil(day / 7) === rule.nth;
  }
}

/** The weekday (Monday to Friday) nearest to a day, in the same month; undefined if the month lacks the day. */
function nearestWeekday(year: number, month: number, day: number): number | undefined {
  const last = daysInMonth(year, month);
  if (day > last) return undefined;
  const weekday = weekdayOf(year, month, day);
  if (weekday === 7) return day === 1 ? 3 : day - 1;
  if (weekday === 1) return day === last ? day - 2 : day + 1;
  return day;
}
