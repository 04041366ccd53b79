import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZoneOffsets } from '#domain/sla/zone-offsets.ts';
import { holds } from '#tests/support/property.ts';
import { DAY_MS } from './random-calendars.ts';
import { TRICKY_TIMES } from './tricky-times.ts';

/** Monrovia was 44 minutes and 30 seconds behind until 1972. */
const ZONES = [...new Set(TRICKY_TIMES.map(({ timezone }) => timezone)), 'Africa/Monrovia', 'Asia/Tehran', 'UTC'];

const aSecond = fc
  .integer({ min: Date.UTC(1900, 0) / 1000, max: Date.UTC(2201, 0) / 1000 })
  .map((seconds) => seconds * 1000);

/** Local times about those at which the clock of a zone is moved, to the second. */
function nearMove(timezone: string): fc.Arbitrary<number> {
  const moves = TRICKY_TIMES.filter((each) => each.timezone === timezone).map(({ about }) => Date.parse(about));
  if (moves.length === 0) return aSecond;
  return fc
    .tuple(fc.constantFrom(...moves), fc.integer({ min: -2 * 86_400, max: 2 * 86_400 }))
    .map(([move, seconds]) => move + seconds * 1000);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock shows, as the runtime's own formatter tells it, written as if it were UTC. */
function shownAt(instant: number, timezone: string): number {
  let clock = clocks.get(timezone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timezone, clock);
  }
  const [month = 0, day = 0, year = 0, ...time] = clock.format(instant).match(/\d+/g)?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, ...time);
}

describe.each(ZONES)('the wall clock of %s', (timezone) => {
  const offsets = new ZoneOffsets(timezone);

  it('resolves a local time to the first instant at which it shows that or later, in the years 1900 to 2200', () => {
    holds(aSecond, 400, (local) => {
      const instant = offsets.resolve(local);
      expect(shownAt(instant, timezone)).toBeGreaterThanOrEqual(local);
      for (const earlier of [1000, 1_800_000, 3_600_000, 7_200_000, DAY_MS]) {
        expect(shownAt(instant - earlier, timezone)).toBeLessThan(local);
      }
    });
  });

  it('has reached what it shows or, where it was set back, what it will show only later', () => {
    holds(aSecond, 400, (instant) => {
      const reached = offsets.reachedAt(instant);
      const shown = shownAt(instant, timezone);
      expect(reached).toBeGreaterThanOrEqual(shown);
      if (reached > shown) expect(offsets.resolve(reached)).toBeGreaterThan(instant);
      else expect(offsets.resolve(reached)).toBe(instant);
    });
  });

  it('is even up to where it says so: resolved local times are as far apart as they are themselves', () => {
    holds(fc.tuple(fc.oneof(aSecond, nearMove(timezone)), fc.nat({ max: 1_000_000 })), 400, ([local, part]) => {
      const until = offsets.evenUntil(local);
      expect(until).toBeGreaterThanOrEqual(local);
      const between = local + Math.floor(((until - local) * part) / 1_000_000);
      for (const each of [between, until]) expect(offsets.resolve(each) - offsets.resolve(local)).toBe(each - local);
    });
  });
});

describe('a wall clock that is moved', () => {
  it.each(TRICKY_TIMES)('in $timezone about $about is right in every minute', ({ timezone, about }) => {
    const offsets = new ZoneOffsets(timezone);
    let reached = Number.NEGATIVE_INFINITY;
    for (let instant = Date.parse(about) - DAY_MS; instant < Date.parse(about) + 2 * DAY_MS; instant += 60_000) {
      const shown = shownAt(instant, timezone);
      if (shown > reached) {
        expect(offsets.reachedAt(instant)).toBe(shown);
        expect(offsets.resolve(shown)).toBe(instant);
        const skipped = Number.isFinite(reached) && shown > reached + 60_000;
        if (skipped)
          expect([reached + 60_000, shown - 1].map((time) => offsets.resolve(time))).toEqual([instant, instant]);
      } else {
        expect(offsets.reachedAt(instant)).toBe(reached + 60_000);
        expect(offsets.resolve(shown)).toBeLessThan(instant);
      }
      reached = Math.max(reached, shown);
    }
  });
});
