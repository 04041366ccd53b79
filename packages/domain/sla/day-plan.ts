import { WEEKDAYS, type WorkingHours } from './calendar.ts';

export const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** Day 0 is 1 January 1970, a Thursday. */
const WEEKDAY_OF_DAY_0 = WEEKDAYS.indexOf('thu');

/** Milliseconds after midnight on the wall clock. */
export interface Opening {
  readonly opens: number;
  readonly closes: number;
}

/** The openings of a local date, in order and apart. Dates are counted in days from 1 January 1970. */
export type DayPlan = (day: number) => readonly Opening[];

type Intervals = NonNullable<WorkingHours['weekly']['mon']>;

const CLOSED: readonly Opening[] = [];

/** Reads what is open on which date: an override wins over a holiday, and a holiday over the week. */
export function dayPlan({ weekly, holidays, overrides }: WorkingHours): DayPlan {
  const week = WEEKDAYS.map((weekday) => openingsOf(weekly[weekday] ?? []));
  const dates = new Map<number, readonly Opening[]>(holidays.map((date) => [dayOf(date), CLOSED]));
  for (const [date, intervals] of Object.entries(overrides)) dates.set(dayOf(date), openingsOf(intervals));
  return (day) => dates.get(day) ?? week[weekdayOf(day)] ?? CLOSED;
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

function weekdayOf(day: number): number {
  const index = (day + WEEKDAY_OF_DAY_0) % WEEKDAYS.length;
  return index < 0 ? index + WEEKDAYS.length : index;
}

/** Milliseconds of a time such as `09:30`. */
function timeOf(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * MINUTE_MS;
}
