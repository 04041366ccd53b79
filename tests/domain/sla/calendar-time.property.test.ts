import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochOf, type Instant, instantFromEpoch, secondsBetween } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { holds } from '#tests/support/property.ts';
import { DAY_MS, nearby, type Situation, situations } from './random-calendars.ts';

const RUNS = 2000;
/** Milliseconds of working time: some of it hours, some of it months. */
const span = fc.oneof(fc.integer({ min: 0, max: 3 * DAY_MS }), fc.integer({ min: 0, max: 60 * DAY_MS }));
const businessDays = fc.integer({ min: 0, max: 30 });

type Case<T> = readonly [Situation, number, ...T[]];

/** Calls `guarantee` with the arithmetic of many calendars, an instant near to where their clocks are moved, and `more`. */
function forCalendars<T>(
  more: fc.Arbitrary<readonly T[]>,
  guarantee: (time: WorkingTime, start: Instant, ...more: readonly T[]) => void,
): void {
  const cases = fc.tuple(situations, nearby, more).map(([situation, at, rest]): Case<T> => [situation, at, ...rest]);
  holds(cases, RUNS, ([{ hours, about }, at, ...rest]) => {
    guarantee(calendarTime(hours), instantFromEpoch(about + at), ...rest);
  });
}

function plus(start: Instant, milliseconds: number): Instant {
  return instantFromEpoch(epochOf(start) + milliseconds);
}

describe('the working time of any calendar', () => {
  it('is exact: what is added has elapsed, to the millisecond, and not a millisecond sooner', () => {
    forCalendars(fc.tuple(span), (time, start, milliseconds = 0) => {
      const due = time.add(start, milliseconds / 1000);
      expect(time.elapsedSeconds(start, due)).toBe(milliseconds / 1000);
      if (milliseconds === 0) return;
      expect(time.elapsedSeconds(start, plus(due, -1))).toBe((milliseconds - 1) / 1000);
    });
  });

  it('is additive: two spans one after the other are over when both together are', () => {
    forCalendars(fc.tuple(span, span), (time, start, first = 0, second = 0) => {
      const between = time.add(start, first / 1000);
      expect(time.add(between, (second + 1) / 1000)).toBe(time.add(start, (first + second + 1) / 1000));
    });
  });

  it('never falls due sooner for more time or a later start', () => {
    forCalendars(fc.tuple(span, span, span), (time, start, wait = 0, a = 0, b = 0) => {
      const [less, more] = [Math.min(a, b) / 1000, Math.max(a, b) / 1000];
      expect(time.add(start, less) >= start).toBe(true);
      expect(time.add(start, more) >= time.add(start, less)).toBe(true);
      expect(time.add(plus(start, wait), less) >= time.add(start, less)).toBe(true);
    });
  });

  it('never falls due sooner for more business days or a later start', () => {
    forCalendars(fc.tuple(nearby, businessDays, businessDays), (time, start, offset = 0, a = 0, b = 0) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const laterStart = plus(start, Math.abs(offset) % (2 * DAY_MS));
      expect(time.addBusinessDays(start, less) >= start).toBe(true);
      expect(time.addBusinessDays(start, more) >= time.addBusinessDays(start, less)).toBe(true);
      expect(time.addBusinessDays(laterStart, less) >= time.addBusinessDays(start, less)).toBe(true);
    });
  });

  it('ends business days while it is open, or at closing', () => {
    forCalendars(fc.tuple(businessDays), (time, start, days = 0) => {
      const due = time.addBusinessDays(start, days);
      expect(time.elapsedSeconds(plus(due, -1), plus(due, 1))).toBeGreaterThan(0);
    });
  });

  it('is the same over a split as at once', () => {
    forCalendars(fc.tuple(span, span), (time, start, first = 0, second = 0) => {
      const between = plus(start, first);
      const end = plus(between, second);
      const [a, b] = [time.elapsedSeconds(start, between), time.elapsedSeconds(between, end)];
      expect(Math.round((a + b) * 1000)).toBe(Math.round(time.elapsedSeconds(start, end) * 1000));
      expect(a).toBeLessThanOrEqual(first / 1000);
    });
  });

  it('is told in segments that follow each other, change their kind each time, and sum up to what has elapsed', () => {
    forCalendars(fc.tuple(span), (time, start, length = 0) => {
      const end = plus(start, length);
      const segments = time.segments(start, end);
      expect([start, ...segments.map(({ to }) => to)]).toEqual([...segments.map(({ from }) => from), end]);
      expect(segments.every(({ from, to }) => from < to)).toBe(true);
      expect(segments.some(({ kind }, index) => kind === segments[index + 1]?.kind)).toBe(false);
      const open = segments.filter(({ kind }) => kind === 'open');
      const sum = open.reduce((total, { from, to }) => total + Math.round(secondsBetween(from, to) * 1000), 0);
      expect(sum).toBe(Math.round(time.elapsedSeconds(start, end) * 1000));
    });
  });
});
