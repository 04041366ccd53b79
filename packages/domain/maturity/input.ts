import type { ContractBody } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import type { Counters } from '../metrics/counters.ts';
import type { Day } from '../metrics/day.ts';
import type { Comparison, Verdict } from '../review/comparison.ts';
import type { Month } from '../review/month.ts';
import type { Mode } from '../wire.ts';

/** A contract in force. */
export interface ContractInForce {
  readonly contractId: string;
  readonly body: Pick<
    ContractBody,
    'name' | 'from' | 'to' | 'packet' | 'entryCriteria' | 'exitCriteria' | 'routing' | 'clocks' | 'escalation'
  >;
}

/** All that maturity is measured by. */
export interface MaturityInput {
  readonly mode: Mode;
  readonly timeZone: string;
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  readonly asOf: Instant;
  readonly contracts: readonly ContractInForce[];
  /** Of these days, by contract. */
  readonly figures: ReadonlyMap<string, Counters>;
  readonly all: Counters;
  /** Of as many days before them. */
  readonly before: Counters;
  /** Whether anybody is told when a clock breaches, or a step of an escalation fires. */
  readonly breachesAreTold: boolean;
  readonly feedback: {
    /** The latest month whose review is kept, however long ago. */
    readonly latestReview?: Month | undefined;
    /** Of the reviews of the months that count (`countedMonths`). */
    readonly actions: number;
    /** The latest month in whose review one of them was decided. */
    readonly latestAction?: Month | undefined;
    readonly shipped: number;
    /** What came of the versions of contracts that ship them, one of each version. */
    readonly effects: readonly Effect[];
  };
}

/** What a version changed: by measure, and in one word, in which what is worse outweighs what is better. */
export interface Effect {
  readonly verdict: Verdict;
  readonly measures: readonly Pick<Comparison, 'measure' | 'verdict'>[];
}

/** What a level rests on. */
export const NEEDED = {
  /** Share of contracts that "most" means. */
  most: 0.8,
  half: 0.5,
  ended: 20,
  conversion: 0.7,
  overrideRate: 0.1,
  decisions: 20,
  rejectionRate: 0.2,
  lowRejectionRate: 0.1,
  rejections: 10,
  citedShare: 0.25,
  submitted: 20,
  reassignmentRate: 0.1,
  runs: 20,
  attainment: 0.9,
  /** Stages that a journey goes through at least, from the first to the last. */
  stages: 3,
  rerequestedRate: 0.1,
} as const;
