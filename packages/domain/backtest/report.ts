import { type ClockFigures, clockFigures } from './clock-figures.ts';
import { type CountedHandoffs, countHandoffs } from './counted-handoffs.ts';
import type { Judgement } from './judge.ts';
import { type RefusalFigures, refusalFigures } from './refusal-figures.ts';
import { type RoutingFigures, routingFigures } from './routing-figures.ts';

/** What a contract would have made of past handoffs, in numbers that add up from page to page. */
export interface BacktestReport {
  readonly judged: number;
  /** By the version that they were submitted under, the first version first. */
  readonly versions: readonly { readonly contractVersion: number; readonly count: number }[];
  readonly refused: RefusalFigures;
  /** What went through by an override, and would need one again. */
  readonly overridden: CountedHandoffs;
  readonly routing: RoutingFigures;
  readonly clocks: readonly ClockFigures[];
}

/** `clockNames`: of the contract that is tested, in its order. */
export function reportOf(judgements: readonly Judgement[], clockNames: readonly string[]): BacktestReport {
  const versions = Map.groupBy(judgements, ({ contractVersion }) => contractVersion);
  const overridden = judgements.filter(({ refusal }) => refusal?.overridden === true);
  return {
    judged: judgements.length,
    versions: [...versions]
      .sort(([one], [other]) => one - other)
      .map(([contractVersion, { length: count }]) => ({ contractVersion, count })),
    refused: refusalFigures(judgements.filter(({ refusal }) => refusal !== undefined && refusal.overridden !== true)),
    overridden: countHandoffs(overridden.map(({ handoffId }) => handoffId)),
    routing: routingFigures(judgements),
    clocks: clockFigures(judgements, clockNames),
  };
}
