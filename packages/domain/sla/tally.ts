/** Day 0 is a Thursday; weeks are counted from the Monday before. */
const DAY_0_IN_WEEK = 3;
const WEEK_DAYS = 7;

/**
 * How much of something there was by each date, if it is the same every week but for single dates. It takes no longer to
 * tell for decades than for a day. Dates are counted in days from 1 January 1970.
 */
export class Tally {
  /** What the days of a week before each, from Monday, come to; last, what a whole week does. */
  readonly #week: readonly number[];
  /** Single dates, in order. */
  readonly #dates: readonly number[];
  /** What the first, the first two, and so on, differ from their weekdays by, in all. */
  readonly #differences: readonly number[];

  /** `weekly` is what there is on each weekday, from Monday; `dated`, in order, what there is on single dates instead. */
  constructor(weekly: readonly number[], dated: readonly (readonly [date: number, amount: number])[]) {
    const sumsOfWeek = [0];
    for (const [weekday, amount] of weekly.entries()) sumsOfWeek.push((sumsOfWeek[weekday] ?? 0) + amount);
    const differences: number[] = [];
    for (const [index, [date, amount]] of dated.entries()) {
      const { weekday } = weekOf(date);
      differences.push((differences[index - 1] ?? 0) + amount - (weekly[weekday] ?? 0));
    }
    this.#week = sumsOfWeek;
    this.#dates = dated.map(([date]) => date);
    this.#differences = differences;
  }

  /** What there is from the date `first` up to the date before `end`. */
  between(first: number, end: number): number {
    return this.#before(end) - this.#before(first);
  }

  /** The first date, `first` or later, by the end of which there has been `amount`; `end` if that is not before it. */
  reaches(amount: number, first: number, end: number): number {
    const wanted = this.#before(first) + amount;
    return firstWhere(first, end, (date) => this.#before(date + 1) >= wanted);
  }

  /** What there is before `date`, as counted from a day that is the same for all dates. */
  #before(date: number): number {
    const { week, weekday } = weekOf(date);
    const passed = firstWhere(0, this.#dates.length, (index) => (this.#dates[index] ?? date) >= date);
    return week * (this.#week[WEEK_DAYS] ?? 0) + (this.#week[weekday] ?? 0) + (this.#differences[passed - 1] ?? 0);
  }
}

/** The weekday of a date, 0 being Monday, and a number for its week. */
export function weekOf(date: number): { readonly week: number; readonly weekday: number } {
  const week = Math.floor((date + DAY_0_IN_WEEK) / WEEK_DAYS);
  return { week, weekday: date + DAY_0_IN_WEEK - week * WEEK_DAYS };
}

/** The first of the numbers from `first` on for which something holds that goes on to hold; `end` if none does before. */
function firstWhere(first: number, end: number, holds: (at: number) => boolean): number {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
