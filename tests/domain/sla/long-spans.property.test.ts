import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { ZoneOffsets } from '#domain/sla/zone-offsets.ts';
import { holds } from '#tests/support/property.ts';
import { DAY_MS, longSituations, nearby, YEARS_MS } from './random-calendars.ts';

const RUNS = 200;

/** Real time, in milliseconds: weeks as well as years, and whole days as well as any. */
const length = fc.oneof(
  fc.integer({ min: 0, max: 60 * DAY_MS }),
  fc.integer({ min: 0, max: YEARS_MS }),
  fc.integer({ min: 0, max: YEARS_MS / DAY_MS }).map((days) => days * DAY_MS),
);

interface Case {
  readonly time: WorkingTime;
  readonly offsets: ZoneOffsets;
  readonly start: Instant;
}

/** Calls `guarantee` with calendars whose holidays and overrides are spread over years, as are the transitions. */
function forCalendars<T>(more: fc.Arbitrary<readonly T[]>, guarantee: (given: Case, ...more: readonly T[]) => void) {
  holds(fc.tuple(longSituations, nearby, more), RUNS, ([{ hours, about }, at, rest]) => {
    const start = instantFromEpoch(about + at);
    guarantee({ time: calendarTime(hours), offsets: new ZoneOffsets(hours.timezone), start }, ...rest);
  });
}

function plus(start: Instant, milliseconds: number): Instant {
  return instantFromEpoch(epochOf(start) + milliseconds);
}

/** In milliseconds, summed up from opening to opening. */
function openMs(time: WorkingTime, from: Instant, to: Instant): number {
  return time
    .segments(from, to)
    .filter(({ kind }) => kind === 'open')
    .reduce((total, segment) => total + epochOf(segment.to) - epochOf(segment.from), 0);
}

describe('over years with holidays, overrides and clocks that are moved, working time', () => {
  it('has elapsed as much as all that is open comes to', () => {
    forCalendars(fc.tuple(length, length), ({ time, start }, wait = 0, span = 0) => {
      const from = plus(start, wait % (400 * DAY_MS));
      const to = plus(from, span);
      expect(Math.round(time.elapsedSeconds(from, to) * 1000)).toBe(openMs(time, from, to));
    });
  });

  it('is over at the very millisecond by which all that is open comes to as much', () => {
    forCalendars(fc.tuple(length), ({ time, start }, span = 0) => {
      const milliseconds = openMs(time, start, plus(start, span));
      const due = time.add(start, milliseconds / 1000);
      expect(openMs(time, start, due)).toBe(milliseconds);
      if (milliseconds > 0) expect(openMs(time, start, plus(due, -1))).toBe(milliseconds - 1);
    });
  });

  it('begins, with nothing to add, at the first opening, however far off it is', () => {
    forCalendars(fc.tuple(length), ({ time, start }, wait = 0) => {
      const from = plus(start, wait);
      const opening = time.add(from, 0);
      expect(openMs(time, from, opening)).toBe(0);
      expect(openMs(time, opening, plus(opening, 1))).toBe(1);
    });
  });

  it('of business days ends on the date that is as many open dates later, counted one by one', () => {
    forCalendars(fc.tuple(fc.integer({ min: 1, max: 400 })), ({ time, offsets, start }, days = 0) => {
      const midnight = (date: number) => instantFromEpoch(offsets.resolve(date * DAY_MS));
      const opening = time.add(start, 0);
      let date = Math.floor(epochOf(opening) / DAY_MS) + 2;
      while (midnight(date) > opening) date -= 1;
      for (let left = days; left > 0; ) {
        date += 1;
        if (openMs(time, midnight(date), midnight(date + 1)) > 0) left -= 1;
      }
      const due = time.addBusinessDays(start, days);
      expect(due >= midnight(date) && due <= midnight(date + 1)).toBe(true);
      expect(openMs(time, plus(due, -1), plus(due, 1))).toBeGreaterThan(0);
    });
  });
});
