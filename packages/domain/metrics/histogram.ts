import { type Counted, totalOf } from './counted.ts';

/**
 * Durations, counted in bins whose bounds grow by a constant factor, so that a quantile is within `RELATIVE_ERROR` of the
 * exact one. Bins are the same everywhere, so histograms can be added to and taken from each other exactly.
 * The bins are those of DDSketch (Masson, Rim and Lee, 2019), in milliseconds.
 */
export type Histogram = Counted<number>;

/** Below the 2 % that are promised, by what rounding may add. */
export const RELATIVE_ERROR = 0.0195;
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
/** Longer than any clock runs: 1,000 years. */
const LONGEST_MS = 1_000 * 366 * 24 * 3_600_000;

/** Upper bounds, included, of the bins from 1 on; by multiplication alone, which every machine rounds alike. */
const BOUNDS: readonly number[] = boundsUpTo(LONGEST_MS);

function boundsUpTo(longest: number): number[] {
  const bounds = [1];
  for (let bound = GROWTH; bounds.length === 1 || bound / GROWTH < longest; bound *= GROWTH) bounds.push(bound);
  return bounds;
}

/** The highest bin there is. */
export const LAST_BIN = BOUNDS.length;

/** The bin of a duration; 0 is that of no time at all. */
export function binOf(milliseconds: number): number {
  if (milliseconds <= 0) return 0;
  let low = 0;
  let high = BOUNDS.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (milliseconds <= (BOUNDS[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}

/** The duration that stands for all of a bin, in milliseconds: as far from its longest as from its shortest, relatively. */
export function durationOf(bin: number): number {
  const longest = BOUNDS[bin - 1];
  return longest === undefined ? 0 : (2 * longest) / (1 + GROWTH);
}

/**
 * The smallest duration that at least the share `q` of all did not exceed (nearest rank), in seconds and within
 * `RELATIVE_ERROR`. Undefined where nothing was counted. `q` is above 0 and at most 1.
 */
export function quantile(histogram: Histogram, q: number): number | undefined {
  const [found] = quantilesOf(histogram, [q]);
  return found;
}

/** The same for several shares, in their order, which is from the lowest to the highest; empty where nothing was counted. */
export function quantilesOf(histogram: Histogram, shares: readonly number[]): number[] {
  const total = totalOf(histogram);
  const found: number[] = [];
  let seen = 0;
  for (const bin of [...histogram.keys()].sort((a, b) => a - b)) {
    seen += histogram.get(bin) ?? 0;
    for (let q = shares[found.length]; q !== undefined && seen >= rankOf(q, total); q = shares[found.length]) {
      found.push(durationOf(bin) / 1000);
    }
    if (found.length === shares.length) break;
  }
  return found;
}

function rankOf(q: number, total: number): number {
  return Math.max(1, Math.ceil(total * q));
}
