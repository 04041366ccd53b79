import { instantFromEpoch } from '#domain/instant.ts';
import type { WorkingHours } from '#domain/sla/calendar.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { median } from './run-child.ts';

const HOUR_SECONDS = 3600;
const DAY_MS = 24 * 3_600_000;
const ROUNDS = 101;

/**
 * What adding may take at most: ten years of an office, or close to twenty of a calendar that opens 24 times a day. And how
 * many previews there must be in a second at least.
 */
const BARS = { tenYearsMs: 5, denseMs: 0.2, previewsPerSecond: 500 } as const;

const START = instantFromEpoch(Date.UTC(2026, 10, 23, 10, 11, 12));
const TEN_YEARS_LATER = instantFromEpoch(Date.UTC(2036, 10, 23, 10, 11, 12));
const DAY: [string, string][] = [
  ['09:00', '12:30'],
  ['13:30', '17:30'],
];

/** An office with a break at noon and 200 holidays in the ten years. */
function office(timezone: string): WorkingHours {
  const holidays = Array.from({ length: 200 }, (_, index) =>
    new Date(Date.UTC(2026, 11, 1) + index * 18 * DAY_MS).toISOString().slice(0, 10),
  );
  return { timezone, weekly: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY }, holidays, overrides: {} };
}

/** One minute of each hour of every day: as many openings as a calendar may have. */
function dense(timezone: string): WorkingHours {
  const minutes = Array.from({ length: 24 }, (_, hour): [string, string] => {
    const name = String(hour).padStart(2, '0');
    return [`${name}:00`, `${name}:01`];
  });
  const weekly = { mon: minutes, tue: minutes, wed: minutes, thu: minutes, fri: minutes, sat: minutes, sun: minutes };
  return { timezone, weekly, holidays: [], overrides: {} };
}

/** Times the arithmetic of calendars, and prints it. @returns whether all figures are within their bars */
export function benchWorkingTime(): boolean {
  const hours = office('America/New_York');
  const time = calendarTime(hours);
  const tenYears = time.elapsedSeconds(START, TEN_YEARS_LATER);
  const unreadZoneMs = median(times(1, () => calendarTime(office('Europe/Lisbon')).add(START, tenYears)));
  const tenYearsMs = median(times(ROUNDS, () => time.add(START, tenYears)));
  const hoursMs = median(times(ROUNDS, () => time.add(START, 87_660 * HOUR_SECONDS)));
  const targetMs = median(times(10 * ROUNDS, () => time.add(START, 16 * HOUR_SECONDS)));
  const denseTime = calendarTime(dense('America/New_York'));
  const denseMs = median(times(ROUNDS, () => denseTime.add(START, 2900 * HOUR_SECONDS)));
  const denseDaysMs = median(times(ROUNDS, () => denseTime.addBusinessDays(START, 780)));
  const previewsPerSecond = 1000 / median(times(10 * ROUNDS, () => preview(hours)));
  const within =
    Math.max(tenYearsMs, hoursMs) <= BARS.tenYearsMs &&
    Math.max(denseMs, denseDaysMs) <= BARS.denseMs &&
    previewsPerSecond >= BARS.previewsPerSecond;
  print([
    ['ten years, in a zone not read before', `${unreadZoneMs.toFixed(2)} ms`],
    ['ten years', `${tenYearsMs.toFixed(3)} ms  bar ${BARS.tenYearsMs}`],
    ['87,660 open hours', `${hoursMs.toFixed(3)} ms  bar ${BARS.tenYearsMs}`],
    ['19.9 years, 24 minutes a day', `${denseMs.toFixed(3)} ms  bar ${BARS.denseMs}`],
    ['780 business days of these', `${denseDaysMs.toFixed(3)} ms  bar ${BARS.denseMs}`],
    ['16 open hours', `${(targetMs * 1000).toFixed(1)} µs`],
    ['previews, calendar unknown', `${Math.round(previewsPerSecond)} /s  bar ${BARS.previewsPerSecond}`],
  ]);
  return within;
}

/** When a target of two days falls due, and what lies before it. */
function preview(hours: WorkingHours): void {
  const time = calendarTime(hours);
  time.segments(START, time.add(START, 16 * HOUR_SECONDS));
}

/** Milliseconds that each of `rounds` calls takes. */
function times(rounds: number, call: () => void): number[] {
  return Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    call();
    return performance.now() - startedAt;
  });
}

function print(rows: readonly (readonly [string, string])[]): void {
  process.stdout.write('\nWorking time of a calendar with 200 holidays (medians)\n');
  for (const [name, figure] of rows) process.stdout.write(`  ${name.padEnd(38)} ${figure}\n`);
}
