import type { Strategy } from './queue.ts';
import { type Contender, playRound, type Round, rotate } from './turns.ts';

/** A member of a queue who can be given a handoff. */
export interface Eligible extends Contender {
  readonly load: number;
}

/** Who of the eligible is chosen, if there is anybody. The turns are those of the members whose turn counted. */
export function pick(strategy: Exclude<Strategy, 'manual'>, eligible: readonly Eligible[]): Round | undefined {
  const [first, ...others] = eligible;
  if (first === undefined) return undefined;
  switch (strategy) {
    case 'round_robin':
      return rotate([first, ...others]);
    case 'weighted':
      return playRound([first, ...others]);
    case 'least_loaded':
      return playRound(leastLoaded([first, ...others]));
  }
}

/** Those with the smallest load for their weight: compared crosswise, as quotients are not exact. */
function leastLoaded([first, ...others]: readonly [Eligible, ...Eligible[]]): [Eligible, ...Eligible[]] {
  let least: [Eligible, ...Eligible[]] = [first];
  for (const each of others) {
    const difference = each.load * least[0].weight - least[0].load * each.weight;
    if (difference < 0) least = [each];
    else if (difference === 0) least.push(each);
  }
  return least;
}
