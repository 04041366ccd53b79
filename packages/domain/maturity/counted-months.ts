import { type Month, monthBefore } from '../review/month.ts';

const COUNTED = 6;

/** The months whose reviews count: the present one, and five before it, the latest first. */
export function countedMonths(present: Month): readonly Month[] {
  const months = [present];
  for (let month = present; months.length < COUNTED; months.push(month)) month = monthBefore(month);
  return months;
}
