import { expect } from 'vitest';
import { totalOf } from '#domain/metrics/counted.ts';
import { quantile } from '#domain/metrics/histogram.ts';
import type { Tally } from '#domain/metrics/tally.ts';
import { flatten } from './flatten.ts';
import type { Recount } from './recount.ts';

/** Counts are exactly those of the recount, and quantiles within 2 %. */
export function expectSame(tally: Tally, raw: Recount): void {
  const { counts, histograms } = flatten(tally);
  expect(Object.fromEntries([...counts].sort())).toEqual(Object.fromEntries([...raw.counts].sort()));
  expect([...histograms.keys()].sort()).toEqual([...raw.durations.keys()].sort());
  for (const [name, durations] of raw.durations) {
    const histogram = histograms.get(name) ?? new Map<number, number>();
    expect(totalOf(histogram)).toBe(durations.length);
    for (const q of [0.01, 0.5, 0.9, 0.99, 1]) {
      const exact = exactQuantile(durations, q);
      expect(Math.abs((quantile(histogram, q) ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.02 * exact);
    }
  }
}

/** The recounts of several handoffs together. */
export function together(recounts: readonly Recount[]): Recount {
  const all: Recount = { counts: new Map(), durations: new Map() };
  for (const { counts, durations } of recounts) {
    for (const [name, count] of counts) all.counts.set(name, (all.counts.get(name) ?? 0) + count);
    for (const [name, some] of durations) all.durations.set(name, [...(all.durations.get(name) ?? []), ...some]);
  }
  return all;
}

function exactQuantile(durations: readonly number[], q: number): number {
  const sorted = [...durations].sort((a, b) => a - b);
  return (sorted[Math.max(1, Math.ceil(sorted.length * q)) - 1] ?? Number.NaN) / 1000;
}
