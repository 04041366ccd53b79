import * as fc from 'fast-check';
import { WEEKDAYS, type WorkingHours } from '#domain/sla/calendar.ts';
import { TRICKY_TIMES } from './tricky-times.ts';

export const DAY_MS = 24 * 3_600_000;
/** Dates that a calendar treats apart lie within so many days of the tricky one. */
const NEAR_DAYS = 6;

type Intervals = NonNullable<WorkingHours['weekly']['mon']>;

/** Minutes about which wall clocks are moved, as well as any other. */
const minute = fc.oneof(
  fc.constantFrom(0, 1, 30, 59, 60, 61, 90, 120, 150, 180, 540, 1020, 1380, 1381, 1410, 1439, 1440),
  fc.integer({ min: 0, max: 1440 }),
);

function timeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** In order and apart, some of them touching. */
const someIntervals: fc.Arbitrary<Intervals> = fc
  .tuple(fc.uniqueArray(minute, { minLength: 2, maxLength: 7 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
  .map(([cuts, kept]) => {
    const times = cuts.toSorted((a, b) => a - b).map(timeOfDay);
    return times.slice(1).flatMap((closes, index): Intervals => {
      const opens = times[index];
      return opens !== undefined && (index === 0 || kept[index] === true) ? [[opens, closes]] : [];
    });
  });

const intervals: fc.Arbitrary<Intervals> = fc.oneof(
  { weight: 4, arbitrary: someIntervals },
  { weight: 2, arbitrary: fc.constant<Intervals>([['00:00', '24:00']]) },
  { weight: 1, arbitrary: fc.constant<Intervals>([['09:00', '17:30']]) },
  { weight: 1, arbitrary: fc.constant<Intervals>([]) },
);

const week = fc.oneof(
  fc.tuple(...WEEKDAYS.map(() => intervals)),
  intervals.map((same) => WEEKDAYS.map(() => same)),
);

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Four hours a week: months of working time are then well before the horizon. */
function isOpenEnough({ weekly }: Pick<WorkingHours, 'weekly'>): boolean {
  const open = WEEKDAYS.flatMap((weekday) => weekly[weekday] ?? []);
  return open.reduce((total, [opens, closes]) => total + minutesOf(closes) - minutesOf(opens), 0) >= 240;
}

/** A calendar, and where to look at it: milliseconds of the midnight (UTC) by which its zone's wall clock is moved. */
export interface Situation {
  readonly hours: WorkingHours;
  readonly about: number;
}

/** Calendars with up to `most` holidays and as many overrides, all so many days before or after the tricky time. */
function situationsWith(dates: { readonly before: number; readonly after: number; readonly most: number }) {
  return fc.constantFrom(...TRICKY_TIMES).chain(({ timezone, about }): fc.Arbitrary<Situation> => {
    const aboutMs = Date.parse(about);
    const date = fc
      .integer({ min: -dates.before, max: dates.after })
      .map((days) => new Date(aboutMs + days * DAY_MS).toISOString().slice(0, 10));
    const hours = fc.record({
      timezone: fc.constant(timezone),
      weekly: week.map((days) => Object.fromEntries(WEEKDAYS.map((weekday, index) => [weekday, days[index] ?? []]))),
      holidays: fc.uniqueArray(date, { maxLength: dates.most }),
      overrides: fc.dictionary(date, intervals, { maxKeys: dates.most }),
    });
    return fc.record({ hours: hours.filter(isOpenEnough), about: fc.constant(aboutMs) });
  });
}

export const situations = situationsWith({ before: NEAR_DAYS, after: NEAR_DAYS, most: 3 });

/** How far the dates of `longSituations` go, and what is calculated by them. */
export const YEARS_MS = 5 * 365 * DAY_MS;
export const longSituations = situationsWith({ before: NEAR_DAYS, after: YEARS_MS / DAY_MS, most: 60 });

/** Milliseconds between the tricky moment and an instant to calculate from: any, or one of a whole minute. */
export const nearby: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -4 * DAY_MS, max: 3 * DAY_MS }),
  fc.integer({ min: -4 * 1440, max: 3 * 1440 }).map((minutes) => minutes * 60_000),
  fc.integer({ min: -6 * 60, max: 30 * 60 }).map((minutes) => minutes * 60_000),
);
