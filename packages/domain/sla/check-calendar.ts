import type { Violation } from '../problem.ts';
import { type CalendarInput, WEEKDAYS } from './calendar.ts';

type Intervals = NonNullable<CalendarInput['weekly']['mon']>;

/** Everything in which a calendar contradicts itself, at once. Empty: it can be worked with. */
export function checkCalendar({ weekly, holidays, overrides }: CalendarInput): readonly Violation[] {
  return [
    ...checkOpenings(weekly),
    ...WEEKDAYS.flatMap((weekday) => checkIntervals(weekly[weekday] ?? [], `/weekly/${weekday}`)),
    ...checkHolidays(holidays),
    ...Object.entries(overrides).flatMap(([date, intervals]) =>
      checkIntervals(intervals, `/overrides/${date.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    ),
  ];
}

function checkOpenings(weekly: CalendarInput['weekly']): readonly Violation[] {
  if (WEEKDAYS.some((weekday) => (weekly[weekday] ?? []).length > 0)) return [];
  return [
    {
      pointer: '/weekly',
      code: 'never_open',
      message: 'must be open on some weekday: with single dates alone, a target could never fall due',
    },
  ];
}

/** Times of day compare as text. */
function checkIntervals(intervals: Intervals, pointer: string): readonly Violation[] {
  const violations: Violation[] = [];
  let last: Intervals[number] | undefined;
  for (const [index, interval] of intervals.entries()) {
    const problem = problemOf(interval, last);
    if (problem !== undefined) violations.push({ pointer: `${pointer}/${index}`, ...problem });
    // What is wrong with one interval is not held against the next.
    if (interval[0] < interval[1] && (last === undefined || last[1] < interval[1])) last = interval;
  }
  return violations;
}

function problemOf(
  [opens, closes]: Intervals[number],
  last: Intervals[number] | undefined,
): Omit<Violation, 'pointer'> | undefined {
  if (opens === closes) {
    return { code: 'empty_interval', message: `opens and closes at ${opens}: leave it out, or write a later closing` };
  }
  if (opens > closes) {
    const message = `closes at ${closes}, before it opens at ${opens}: an interval that passes midnight is two, up to 24:00 and from 00:00 of the next day`;
    return { code: 'reversed_interval', message };
  }
  if (last === undefined || last[1] <= opens) return undefined;
  const [lastOpens, lastCloses] = last;
  return closes <= lastOpens
    ? { code: 'out_of_order', message: `must come before the interval that opens at ${lastOpens}` }
    : { code: 'overlapping_interval', message: `overlaps the interval from ${lastOpens} to ${lastCloses}` };
}

function checkHolidays(holidays: readonly string[]): readonly Violation[] {
  const firsts = new Map<string, number>();
  return holidays.flatMap((date, index): readonly Violation[] => {
    const first = firsts.get(date);
    if (first === undefined) {
      firsts.set(date, index);
      return [];
    }
    return [
      { pointer: `/holidays/${index}`, code: 'duplicate', message: `${date} is listed already, at index ${first}` },
    ];
  });
}
