import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, durationOf, LAST_BIN, quantile } from '#domain/metrics/histogram.ts';
import { holds } from '#tests/support/property.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
const durations = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }),
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => Math.ceil((20 * YEAR_MS) ** share)),
);

function histogramOf(milliseconds: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const each of milliseconds) histogram.set(binOf(each), (histogram.get(binOf(each)) ?? 0) + 1);
  return histogram;
}

describe('a histogram of durations', () => {
  it('stands for every duration by one that is within 2 % of it', () => {
    holds(durations, 2000, (milliseconds) => {
      expect(Math.abs(durationOf(binOf(milliseconds)) / milliseconds - 1)).toBeLessThan(0.02);
    });
  });

  it('has no time at all in a bin of its own', () => {
    expect([binOf(0), durationOf(0)]).toEqual([0, 0]);
    expect(binOf(1)).toBe(1);
  });

  it('puts a longer duration into the same bin or a later one', () => {
    holds(fc.tuple(durations, durations), 1000, ([a, b]) => {
      expect(binOf(Math.min(a, b))).toBeLessThanOrEqual(binOf(Math.max(a, b)));
      expect(binOf(Math.max(a, b))).toBeLessThanOrEqual(LAST_BIN);
    });
  });

  it('finds quantiles by nearest rank', () => {
    const minute = 60_000;
    const histogram = histogramOf([minute, 2 * minute, 4 * minute, 8 * minute]);
    const found = [0.25, 0.26, 0.5, 0.75, 0.99, 1].map((q) => Math.round((quantile(histogram, q) ?? 0) / 60));
    expect(found).toEqual([1, 2, 2, 4, 8, 8]);
  });

  it('has no quantile of nothing', () => {
    expect(quantile(new Map(), 0.5)).toBeUndefined();
  });
});
