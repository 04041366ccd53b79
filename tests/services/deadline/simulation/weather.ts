import type { Chance } from './chance.ts';

/** What becomes of what is sent through one of AWS's services. Durations in milliseconds. */
export interface Weather {
  readonly name: 'calm' | 'adverse';
  /** When each copy of a firing or message arrives, after it should: none if it is lost. */
  arrivals(chance: Chance): number[];
  /** How long a commit takes to be relayed. */
  relayDelay(chance: Chance): number;
  /** How long the index of deadlines is behind the table. */
  readonly indexDelay: number;
  /** How likely a batch of the stream is given twice, given again from the beginning, or a cheap read is old. */
  readonly again: number;
}

export const CALM: Weather = {
  name: 'calm',
  arrivals: (chance) => [chance.below(200)],
  relayDelay: (chance) => 50 + chance.below(350),
  indexDelay: 100,
  again: 0,
};

export const ADVERSE: Weather = {
  name: 'adverse',
  arrivals(chance) {
    if (chance.happens(0.3)) return [];
    const copies = chance.happens(0.3) ? 1 + chance.below(3) : 1;
    return Array.from({ length: copies }, () => (chance.happens(0.4) ? chance.below(1_200_000) : chance.below(200)));
  },
  relayDelay: (chance) => (chance.happens(0.3) ? chance.below(600_000) : 50 + chance.below(350)),
  indexDelay: 2_000,
  again: 0.25,
};
