/** Handoffs a month from which the faults show at the rates of the profiles. */
const FULL_PER_MONTH = 700;
const MOST = 3;

/**
 * By how much the planted faults are more frequent where there are few handoffs: a review says nothing of fewer than ten
 * rejections or breaches a month. 1 where there are enough.
 */
export function emphasisFor({ handoffs, months }: { readonly handoffs: number; readonly months: number }): number {
  return Math.min(MOST, Math.max(1, (FULL_PER_MONTH * months) / handoffs));
}
