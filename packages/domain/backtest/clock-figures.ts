import type { ClockResult } from './clock-result.ts';
import { type CountedHandoffs, countHandoffs } from './counted-handoffs.ts';
import type { Judgement } from './judge.ts';

export type ResultCounts = Readonly<Record<ClockResult, number>>;

/** The runs of one clock, as they were and as they would have been. */
export interface ClockFigures {
  readonly name: string;
  readonly recorded: ResultCounts;
  readonly tested: ResultCounts;
  /** Handoffs in which it was not late, or did not run, and would have been late. */
  readonly broken: CountedHandoffs;
  /** Handoffs in which it was late, and would not have been. */
  readonly kept: CountedHandoffs;
}

/** Of those that would not have been refused; first the clocks of `names`, then those that only ran then. */
export function clockFigures(judgements: readonly Judgement[], names: readonly string[]): readonly ClockFigures[] {
  const runs = judgements.flatMap(({ handoffId, course }) =>
    (course?.clocks ?? []).map((pair) => ({ handoffId, ...pair })),
  );
  return [...new Set([...names, ...runs.map(({ name }) => name)])].map((name) => {
    const own = runs.filter((run) => run.name === name);
    const idsOf = (some: typeof own) => countHandoffs([...new Set(some.map(({ handoffId }) => handoffId))]);
    return {
      name,
      recorded: countResults(own.map(({ recorded }) => recorded)),
      tested: countResults(own.map(({ tested }) => tested)),
      broken: idsOf(own.filter(({ recorded, tested }) => tested === 'breached' && recorded !== 'breached')),
      kept: idsOf(own.filter(({ recorded, tested }) => recorded === 'breached' && tested !== 'breached')),
    };
  });
}

function countResults(results: readonly (ClockResult | undefined)[]): ResultCounts {
  const countOf = (result: ClockResult) => results.filter((each) => each === result).length;
  return { met: countOf('met'), breached: countOf('breached'), cancelled: countOf('cancelled'), open: countOf('open') };
}
