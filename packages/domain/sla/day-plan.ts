import { once } from '../once.ts';
import { WEEKDAYS, type WorkingHours } from './calendar.ts';
import { Tally, weekOf } from './tally.ts';

export const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** Milliseconds after midnight on the wall clock. */
export interface Opening {
  readonly opens: number;
  readonly closes: number;
}

/** What is open on which local date. Dates are counted in days from 1 January 1970. */
export interface DayPlan {
  /** The openings of a date, in order and apart. */
  openingsOf(day: number): readonly Opening[];
  /** Milliseconds that dates are open, if the wall clock is not moved on them. */
  readonly openMs: () => Tally;
  /** How many dates are open at all, if the wall clock is not moved on them. */
  readonly openDays: () => Tally;
}

type Intervals = NonNullable<WorkingHours['weekly']['mon']>;

const CLOSED: readonly Opening[] = [];

/** Reads what is open on which date: an override wins over a holiday, and a holiday over the week. */
export function dayPlan({ weekly, holidays, overrides }: WorkingHours): DayPlan {
  const week = WEEKDAYS.map((weekday) => openingsOf(weekly[weekday] ?? []));
  const dates = new Map<number, readonly Opening[]>(holidays.map((date) => [dayOf(date), CLOSED]));
  for (const [date, intervals] of Object.entries(overrides)) dates.set(dayOf(date), openingsOf(intervals));
  const dated = once(() => [...dates].sort(([a], [b]) => a - b));
  const tallyOf = (amountOf: (openings: readonly Opening[]) => number) =>
    new Tally(
      week.map(amountOf),
      dated().map(([day, openings]) => [day, amountOf(openings)] as const),
    );
  return {
    openingsOf: (day) => dates.get(day) ?? week[weekOf(day).weekday] ?? CLOSED,
    openMs: once(() => tallyOf(lengthOf)),
    openDays: once(() => tallyOf(({ length }) => Math.min(length, 1))),
  };
}

function lengthOf(openings: readonly Opening[]): number {
  return openings.reduce((total, { opens, closes }) => total + closes - opens, 0);
}

/** In order, and with those that touch or overlap as one: the arithmetic depends on nobody having checked them. */
function openingsOf(intervals: Intervals): readonly Opening[] {
  const openings: Opening[] = [];
  const inOrder = intervals
    .map(([opens, closes]) => ({ opens: timeOf(opens), closes: timeOf(closes) }))
    .filter(({ opens, closes }) => opens < closes)
    .sort((a, b) => a.opens - b.opens);
  for (const { opens, closes } of inOrder) {
    const last = openings.at(-1);
    if (last === undefined || last.closes < opens) openings.push({ opens, closes });
    else openings.splice(-1, 1, { opens: last.opens, closes: Math.max(last.closes, closes) });
  }
  return openings;
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** Milliseconds of a time such as `09:30`. */
function timeOf(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * MINUTE_MS;
}
