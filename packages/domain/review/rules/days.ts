import { addDays, type Day, daysBetween } from '../../metrics/day.ts';
import { share } from '../../metrics/figures.ts';
import { WEEKDAYS, type Weekday, type WorkingHours } from '../../sla/calendar.ts';
import { BOUNDS } from '../bounds.ts';
import { isWeekend, weekdayOf } from '../month.ts';
import { type ContractFigures, type Runs, runsIn, runsOn } from '../month-figures.ts';
import type { ReviewedMonth } from '../reviewed-month.ts';
import type { Evidence, Suggestion, Weighed } from '../suggestion.ts';
import { partOf, percent, tryIt } from '../words.ts';

const NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Mondays',
  tue: 'Tuesdays',
  wed: 'Wednesdays',
  thu: 'Thursdays',
  fri: 'Fridays',
  sat: 'Saturdays',
  sun: 'Sundays',
};

/** Clocks that are late on certain days of the week. */
export function suggestByDays(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract) =>
    [...contract.all.clocks.keys()].flatMap((clock) => {
      const all = runsIn(contract.all, clock);
      if (all.breached < BOUNDS.breaches) return [];
      return onWeekends(month, contract, clock, all) ?? onWeekdays(month, contract, clock, all);
    }),
  );
}

function onWeekends(month: ReviewedMonth, contract: ContractFigures, clock: string, all: Runs): Weighed[] | undefined {
  const then = runsOn(contract.days, (day) => isWeekend(weekdayOf(day)), clock);
  if (then.breached < BOUNDS.weekendShare * all.breached || !isWorse(then, all)) return undefined;
  const isMeant = (weekday: Weekday) => isWeekend(weekday);
  return [
    suggestion(month, contract, clock, { rule: 'cover_weekend', on: 'Saturdays and Sundays', isMeant, then, all }),
  ];
}

function onWeekdays(month: ReviewedMonth, contract: ContractFigures, clock: string, all: Runs): Weighed[] {
  return WEEKDAYS.filter((each) => !isWeekend(each)).flatMap((weekday) => {
    const then = runsOn(contract.days, (day) => weekdayOf(day) === weekday, clock);
    if (then.breached < BOUNDS.weekdayShare * all.breached || !isWorse(then, all)) return [];
    return [
      suggestion(month, contract, clock, {
        rule: 'cover_weekday',
        on: NAMES[weekday],
        isMeant: (each: Weekday) => each === weekday,
        then,
        all,
      }),
    ];
  });
}

/** Whether it is in time less often on these days than on the others. */
function isWorse(then: Runs, all: Runs): boolean {
  const others = { met: all.met - then.met, breached: all.breached - then.breached };
  const [there, elsewhere] = [attained(then), attained(others)];
  return there !== null && (elsewhere === null || elsewhere - there >= BOUNDS.dayGap);
}

function attained({ met, breached }: Runs): number | null {
  return share(met, met + breached);
}

interface Pattern {
  readonly rule: 'cover_weekend' | 'cover_weekday';
  readonly on: string;
  readonly isMeant: (weekday: Weekday) => boolean;
  readonly then: Runs;
  readonly all: Runs;
}

function suggestion(month: ReviewedMonth, contract: ContractFigures, clock: string, pattern: Pattern): Weighed {
  const { rule, on, then, all } = pattern;
  const name = month.nameOf(contract);
  const attainment = attained(then) ?? 0;
  const { contractId } = contract;
  return {
    weight: then.breached,
    suggestion: {
      id:
        rule === 'cover_weekend'
          ? `${rule}:${contractId}:${clock}`
          : `${rule}:${contractId}:${clock}:${on.toLowerCase()}`,
      rule,
      title:
        rule === 'cover_weekend'
          ? `Staff weekends for the clock ${clock} of “${name}”, or leave them out of it`
          : `Staff ${on} for the clock ${clock} of “${name}”`,
      text: `${partOf(then.breached, all.breached)} breaches of ${clock} fall due on ${on}, when it is met in ${percent(attainment)}. ${adviceOf(rule, hoursOf(month, contract, clock))}${rule === 'cover_weekend' ? ` ${tryIt(contractId)}` : ''}`,
      ...month.about(contract),
      clock,
      evidence: [
        { what: `breaches due on ${on}`, value: then.breached, of: all.breached, unit: 'count' },
        ...partsOf(month, contract, clock, pattern),
        { what: `attainment on ${on}`, value: attainment, unit: 'share' },
      ],
    },
  };
}

/** Weekend by weekend, or day by day: a link is of days that follow each other, and adds up to the figure beside it. */
function partsOf(month: ReviewedMonth, contract: ContractFigures, clock: string, { isMeant }: Pattern): Evidence[] {
  const { contractId, days } = contract;
  const ranges: { from: Day; to: Day }[] = [];
  for (const day of daysBetween(month.days.from, month.days.to).filter((each) => isMeant(weekdayOf(each)))) {
    const last = ranges.at(-1);
    if (last !== undefined && addDays(last.to, 1) === day) last.to = day;
    else ranges.push({ from: day, to: day });
  }
  return ranges.flatMap((range): Evidence[] => {
    const { breached } = runsOn(days, (day) => day >= range.from && day <= range.to, clock);
    if (breached === 0) return [];
    const what = `breaches due on ${range.from === range.to ? range.from : `${range.from} and ${range.to}`}`;
    const handoffs = month.link({ figure: 'breached', clock, contractId }, range);
    return [{ what, value: breached, unit: 'count', handoffs }];
  });
}

/** The calendar of a clock; `always`: it has none. */
function hoursOf(month: ReviewedMonth, contract: ContractFigures, clock: string): WorkingHours | 'always' | undefined {
  const definition = month.latest(contract)?.body.clocks.find(({ name }) => name === clock);
  if (definition === undefined) return undefined;
  return definition.calendarId === undefined ? 'always' : month.input.calendars.get(definition.calendarId);
}

function adviceOf(rule: Suggestion['rule'], hours: WorkingHours | 'always' | undefined): string {
  if (rule !== 'cover_weekend') return 'See who is there on these days, and how much they may carry.';
  if (hours === 'always') {
    return 'The clock has no calendar, so it runs around the clock, every day: give it the hours in which somebody is there, or have somebody there.';
  }
  if (hours !== undefined && WEEKDAYS.some((day) => isWeekend(day) && (hours.weekly[day] ?? []).length > 0)) {
    return 'Its calendar is open at weekends: close it then, or have somebody there.';
  }
  return 'See whether its calendar is open on these days, and whether somebody is there.';
}
