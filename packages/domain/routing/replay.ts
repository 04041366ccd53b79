import { outcomeOf } from './outcome.ts';
import { pick } from './strategy.ts';
import type { RoutingOutcome, RoutingTrace, TracedCandidate } from './trace.ts';

/**
 * Makes the decision of a trace again, from what it says of rules and candidates alone: who was available, their weights,
 * turns and loads. For every trace that `decideRoute` leaves, that is its `outcome`.
 */
export function replay({ rules, considered }: Pick<RoutingTrace, 'rules' | 'considered'>): RoutingOutcome {
  return outcomeOf({ rules, considered: considered.map(askAgain) });
}

/** The candidate as it comes out by its members, whatever the trace says of it. */
function askAgain(candidate: TracedCandidate): TracedCandidate {
  const { assignee, strategy, members = [], availability } = candidate;
  if (!('queueId' in assignee) || availability === 'unknown' || strategy === 'manual') return candidate;
  const { picked: _picked, ...asked } = candidate;
  const eligible = members
    .filter((member) => member.availability === 'available')
    .map(({ ownerId, weight = 1, turn = 0, load = 0 }) => ({ ownerId, weight, turn, load }));
  const round = strategy === undefined ? undefined : pick(strategy, eligible);
  if (round === undefined) return { ...asked, availability: 'nobody' };
  return { ...asked, availability: 'available', picked: round.winner };
}
