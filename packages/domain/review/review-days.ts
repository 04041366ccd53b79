import { dayOf } from '../metrics/day.ts';
import type { DaysMeant } from './figure-link.ts';
import type { ReviewInput } from './input.ts';
import { firstDayOf, lastDayOf, type Month } from './month.ts';

/** All days of a month. */
export function daysOfMonth(month: Month): DaysMeant {
  return { from: firstDayOf(month), to: lastDayOf(month) };
}

/**
 * The days of a month that its review is of: its figures, their links and what is said of single days alike. In live mode
 * those that have begun at `asOf`; in test mode all of them, as test clocks may be ahead.
 */
export function reviewDays({
  month,
  mode,
  timeZone,
  asOf,
}: Pick<ReviewInput, 'month' | 'mode' | 'timeZone' | 'asOf'>): DaysMeant {
  const { from, to } = daysOfMonth(month);
  const today = dayOf(asOf, timeZone);
  return { from, to: mode === 'live' && from <= today && today < to ? today : to };
}
