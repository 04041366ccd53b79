import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { holds } from '#tests/support/property.ts';
import { MinuteOracle } from './minute-oracle.ts';
import { DAY_MS, nearby, situations } from './random-calendars.ts';

const RUNS = 2000;

/** Asserts that most of the cases were within what the oracle knows. */
function mostly(compared: number): void {
  expect(compared).toBeGreaterThan(RUNS / 2);
}

describe('working time agrees with an oracle that asks the wall clock for every minute, in', () => {
  it('the time elapsed between two instants', () => {
    holds(fc.tuple(situations, nearby, nearby), RUNS, ([{ hours, about }, a, b]) => {
      const [from, to] = [about + Math.min(a, b), about + Math.max(a, b)];
      const elapsed = calendarTime(hours).elapsedSeconds(instantFromEpoch(from), instantFromEpoch(to));
      expect(elapsed * 1000).toBeCloseTo(new MinuteOracle(hours, about).elapsed(from, to), 3);
    });
  });

  it('the instant at which a span is over', () => {
    let compared = 0;
    const span = fc.integer({ min: 0, max: 2 * DAY_MS });
    holds(fc.tuple(situations, nearby, span), RUNS, ([{ hours, about }, start, milliseconds]) => {
      const expected = new MinuteOracle(hours, about).add(about + start, milliseconds);
      if (expected === undefined) return;
      compared += 1;
      const due = calendarTime(hours).add(instantFromEpoch(about + start), milliseconds / 1000);
      expect(due).toBe(instantFromEpoch(expected));
    });
    mostly(compared);
  });

  it('the instant at which business days are over', () => {
    let compared = 0;
    const days = fc.integer({ min: 1, max: 4 });
    holds(fc.tuple(situations, nearby, days), RUNS, ([{ hours, about }, start, count]) => {
      const expected = new MinuteOracle(hours, about).addBusinessDays(about + start, count);
      if (expected === undefined) return;
      compared += 1;
      const due = calendarTime(hours).addBusinessDays(instantFromEpoch(about + start), count);
      expect(due).toBe(instantFromEpoch(expected));
    });
    mostly(compared);
  });
});
