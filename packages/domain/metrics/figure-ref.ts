import type { Party } from '../handoff/holders.ts';
import type { Counted } from './counted.ts';
import { type ClockCount, type Count, type Counters, PARTIES, TIME_CAUSES, type TimeCause } from './counters.ts';

/** What is counted by name, and where it is among the counters. */
export const NAMED_FIGURES = {
  reason: 'reasons',
  class: 'classes',
  criterion: 'criteria',
  field: 'fields',
  rerequested: 'rerequested',
  milestone: 'milestones',
} as const satisfies Readonly<Record<string, keyof Counters>>;
export type NamedFigure = keyof typeof NAMED_FIGURES;

/** One figure of a report, so that it can be asked which handoffs are behind it. */
export type FigureRef =
  | { readonly of: 'count'; readonly count: Count }
  /** Of one clock, or of all. `stopped`: the runs that durations are of, met or closed late. */
  | { readonly of: 'clock'; readonly clock?: string | undefined; readonly count: ClockCount | 'stopped' }
  | { readonly of: 'name'; readonly kind: NamedFigure; readonly name: string }
  /** `lost`: all causes but `worked`. Without a party, the time of all. */
  | { readonly of: 'time'; readonly cause: TimeCause | 'lost'; readonly party?: Party | undefined };

/** How much of a figure is in `counters`: how many, or how many milliseconds. */
export function amountOf(figure: FigureRef, counters: Partial<Counters>): number {
  switch (figure.of) {
    case 'count':
      return counters.counts?.get(figure.count) ?? 0;
    case 'name': {
      const named: ReadonlyMap<string, number> | undefined = counters[NAMED_FIGURES[figure.kind]];
      return named?.get(figure.name) ?? 0;
    }
    case 'clock': {
      let runs = 0;
      for (const [clock, { counts }] of counters.clocks ?? []) {
        if (figure.clock === undefined || figure.clock === clock) runs += runsOf(figure.count, counts);
      }
      return runs;
    }
    case 'time':
      return timeIn(figure, counters);
  }
}

function runsOf(count: ClockCount | 'stopped', counts: Counted<ClockCount>): number {
  if (count !== 'stopped') return counts.get(count) ?? 0;
  return (counts.get('met') ?? 0) + (counts.get('closedLate') ?? 0);
}

function timeIn(
  { cause, party }: Pick<Extract<FigureRef, { of: 'time' }>, 'cause' | 'party'>,
  { time }: Partial<Counters>,
): number {
  const causes: readonly TimeCause[] = cause === 'lost' ? TIME_CAUSES.filter((each) => each !== 'worked') : [cause];
  const parties: readonly Party[] = party === undefined ? PARTIES : [party];
  let milliseconds = 0;
  for (const each of causes) for (const who of parties) milliseconds += time?.get(`${each}:${who}`) ?? 0;
  return milliseconds;
}
