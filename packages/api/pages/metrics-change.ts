import type { Change } from '#domain/metrics/compare.ts';
import { duration, share, whole } from './numbers.ts';

/** How a figure has changed, in a sign and words: `+12 from 388`. Empty where there is nothing to compare with. */
export function countChange(change: Change | null | undefined): string {
  return told(change, change?.absolute ?? 0, whole, whole);
}

/** The same of a share, in points of per cent: `−1.5 points from 92.0 %`. */
export function shareChange(change: Change | null | undefined): string {
  const points = Math.round((change?.absolute ?? 0) * 1000) / 10;
  return told(change, points, (by) => `${by.toFixed(1)} points`, share);
}

/** The same of a time. Less than a second is none. */
export function timeChange(change: Change | null | undefined): string {
  return told(change, Math.trunc(change?.absolute ?? 0), duration, duration);
}

function told(
  change: Change | null | undefined,
  by: number,
  size: (by: number) => string,
  value: (before: number) => string,
): string {
  if (change === null || change === undefined) return '';
  if (by === 0) return 'as before';
  return `${by > 0 ? '+' : '−'}${size(Math.abs(by))} from ${value(change.before)}`;
}
