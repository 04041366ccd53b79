import { addSeconds, epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';

export const TIME_ZONE = 'Europe/Berlin';
/** Everything happens at half hours: the test clock is advanced from one to the next. */
export const TICK_SECONDS = 30 * 60;

const DAY_SECONDS = 24 * 3600;
const hours: [string, string][] = [['08:00', '18:00']];
/** How long the office is open on a working day. */
export const OPEN_SECONDS = 10 * 3600;
const OPEN_DAYS = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };

/** Days on which the office is closed, in any of the years that a story may be in. */
function holidaysOf(years: readonly number[]): string[] {
  return years.flatMap((year) => ['01-01', '05-01', '10-03', '12-25', '12-26'].map((day) => `${year}-${day}`));
}

/** The hours of the company in these years, as a calendar of the API. */
export function officeCalendar(years: readonly number[]) {
  return { name: 'Office', timezone: TIME_ZONE, weekly: OPEN_DAYS, holidays: holidaysOf(years), overrides: {} };
}

/** The company's time: when its people are there, and which day it is. */
export class Office {
  /** The working time of the company. */
  readonly time: WorkingTime;
  readonly #everyDay: WorkingTime;
  readonly #holidays: ReadonlySet<string>;

  constructor(years: readonly number[]) {
    const calendar = officeCalendar(years);
    this.time = calendarTime(calendar);
    this.#everyDay = calendarTime({ ...calendar, weekly: { ...OPEN_DAYS, sat: hours, sun: hours }, holidays: [] });
    this.#holidays = new Set(calendar.holidays);
  }

  /** So many seconds after eight in the morning of the day, a working day or not; at most ten hours. */
  on(day: string, seconds: number): Instant {
    return tickAt(this.#everyDay.add(instantFromEpoch(Date.parse(`${day}T00:00:00Z`)), seconds));
  }

  /** So many working seconds after `instant`. */
  after(instant: Instant, seconds: number): Instant {
    return tickAt(this.time.add(instant, Math.max(seconds, 1)));
  }

  isWorkday(day: string): boolean {
    return !isWeekend(day) && !this.#holidays.has(day);
  }
}

export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(day).getUTCDay());
}

/** The dates from the first of `firstMonth` on, through so many months. */
export function datesOf(firstMonth: string, months: number): string[] {
  const [year = 0, month = 1] = firstMonth.split('-').map(Number);
  const [first, end] = [Date.UTC(year, month - 1), Date.UTC(year, month - 1 + months)];
  const count = (end - first) / (DAY_SECONDS * 1000);
  return Array.from({ length: count }, (_each, index) =>
    new Date(first + index * DAY_SECONDS * 1000).toISOString().slice(0, 10),
  );
}

/** The tick at or after `instant`. */
function tickAt(instant: Instant): Instant {
  const tick = TICK_SECONDS * 1000;
  return instantFromEpoch(Math.ceil(epochOf(instant) / tick) * tick);
}

export function later(instant: Instant, seconds: number): Instant {
  return tickAt(addSeconds(instant, seconds));
}
