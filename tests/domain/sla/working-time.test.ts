import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochOf, instantFromEpoch } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '#domain/sla/working-time.ts';
import { DAY, HOUR, instantAt, MINUTE } from '#tests/support/instants.ts';
import { holds } from '#tests/support/property.ts';
import { PULSE } from '#tests/support/pulse.ts';

const RUNS = 2000;
const upTo400Seconds = fc.nat({ max: 400_000 });
const moment = upTo400Seconds.map((milliseconds) => instantAt(milliseconds / 1000));
const span = fc.integer({ min: 0, max: 100_000 });

/** `BIRTH` is on a Monday, at ten in the morning in Berlin. */
const MINUTES: [string, string][] = [
  ['10:01', '10:02'],
  ['10:04', '10:05'],
];

/** What every calendar's arithmetic must hold; the test's own small calendar is held to it as well. */
describe.each<[string, WorkingTime]>([
  ['around the clock', AROUND_THE_CLOCK],
  ['a calendar with closing hours', PULSE],
  [
    'a calendar of minutes',
    calendarTime({
      timezone: 'Europe/Berlin',
      weekly: { mon: MINUTES, tue: MINUTES, wed: MINUTES, thu: MINUTES, fri: MINUTES },
      holidays: [],
      overrides: {},
    }),
  ],
])('the arithmetic of %s', (_name, time) => {
  it('is consistent: what is added has elapsed', () => {
    holds(fc.tuple(moment, span), RUNS, ([start, seconds]) => {
      expect(time.elapsedSeconds(start, time.add(start, seconds))).toBeCloseTo(seconds, 6);
    });
  });

  it('is additive: elapsed time over two spans is that over both', () => {
    holds(fc.tuple(upTo400Seconds, upTo400Seconds, upTo400Seconds), RUNS, ([start, first, second]) => {
      const a = instantAt(start / 1000);
      const b = instantAt((start + first) / 1000);
      const c = instantAt((start + first + second) / 1000);
      expect(time.elapsedSeconds(a, b) + time.elapsedSeconds(b, c)).toBeCloseTo(time.elapsedSeconds(a, c), 6);
    });
  });

  it('never goes back: more working time is never over sooner', () => {
    holds(fc.tuple(moment, span, span), RUNS, ([start, a, b]) => {
      expect(time.add(start, Math.min(a, b)) <= time.add(start, Math.max(a, b))).toBe(true);
      expect(time.add(start, a) >= start).toBe(true);
    });
  });

  it('counts from the next opening: to add nothing leads there, and to add a business day begins there', () => {
    holds(moment, RUNS, (start) => {
      const opening = time.add(start, 0);
      expect(time.elapsedSeconds(start, opening)).toBe(0);
      expect(time.elapsedSeconds(opening, instantFromEpoch(epochOf(opening) + 1))).toBe(0.001);
      expect(time.addBusinessDays(start, 1)).toBe(time.addBusinessDays(opening, 1));
    });
  });

  it('is told in segments without gaps, no two of a kind in a row, whose open ones sum up to what has elapsed', () => {
    holds(fc.tuple(moment, moment), RUNS, (ends) => {
      const [from = instantAt(0), to = instantAt(0)] = ends.toSorted();
      const segments = time.segments(from, to);
      expect([from, ...segments.map((segment) => segment.to)]).toEqual([
        ...segments.map((segment) => segment.from),
        to,
      ]);
      expect(segments.some(({ kind }, index) => kind === segments[index + 1]?.kind)).toBe(false);
      const open = segments.filter(({ kind }) => kind === 'open');
      const sum = open.reduce((total, segment) => total + epochOf(segment.to) - epochOf(segment.from), 0);
      expect(sum / 1000).toBeCloseTo(time.elapsedSeconds(from, to), 6);
    });
  });
});

describe('around the clock', () => {
  it('every second counts', () => {
    expect(AROUND_THE_CLOCK.add(instantAt(0), 4 * HOUR)).toBe(instantAt(4 * HOUR));
    expect(AROUND_THE_CLOCK.elapsedSeconds(instantAt(0), instantAt(90 * MINUTE))).toBe(90 * MINUTE);
  });

  it('a business day is 24 hours', () => {
    expect(AROUND_THE_CLOCK.addBusinessDays(instantAt(HOUR), 3)).toBe(instantAt(HOUR + 3 * DAY));
  });
});
