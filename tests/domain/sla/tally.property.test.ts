import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Tally } from '#domain/sla/tally.ts';
import { holds } from '#tests/support/property.ts';

const RUNS = 2000;
const amount = fc.nat({ max: 3 });
const date = fc.integer({ min: -60, max: 60 });
const weekly = fc.array(amount, { minLength: 7, maxLength: 7 });
const dated = fc
  .uniqueArray(fc.tuple(date, amount), { selector: ([day]) => day, maxLength: 20 })
  .map((dates) => dates.toSorted(([a], [b]) => a - b));

/** By the calendar of the runtime; day 0 is 1 January 1970. */
function amountOn(day: number, week: readonly number[], dates: readonly (readonly [number, number])[]): number {
  const weekday = (new Date(day * 86_400_000).getUTCDay() + 6) % 7;
  return dates.find(([each]) => each === day)?.[1] ?? week[weekday] ?? 0;
}

it('a tally comes to what its dates have, one by one, before 1970 as after', () => {
  holds(fc.tuple(weekly, dated, date, date), RUNS, ([week, dates, a, b]) => {
    const [first, end] = [Math.min(a, b), Math.max(a, b)];
    let expected = 0;
    for (let day = first; day < end; day += 1) expected += amountOn(day, week, dates);
    expect(new Tally(week, dates).between(first, end)).toBe(expected);
  });
});

it('a tally finds the first date by whose end there has been an amount, and the end where there has not', () => {
  holds(fc.tuple(weekly, dated, date, date, fc.integer({ min: 1, max: 200 })), RUNS, ([week, dates, a, b, wanted]) => {
    const [first, end] = [Math.min(a, b), Math.max(a, b)];
    let expected = first;
    let left = wanted;
    while (expected < end) {
      left -= amountOn(expected, week, dates);
      if (left <= 0) break;
      expected += 1;
    }
    expect(new Tally(week, dates).reaches(wanted, first, end)).toBe(expected);
  });
});
