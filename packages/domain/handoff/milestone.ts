import { BUILT_IN_MILESTONE } from '../contract/vocabulary.ts';
import { DomainError, invalid } from '../problem.ts';
import { withClocks } from './clocks.ts';
import type { MilestoneCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import type { Handoff } from './state.ts';
import type { Circumstances } from './terms.ts';

/** Records a milestone of the contract, once, and starts and stops the clocks that wait for it. */
export function reachMilestone(
  state: Handoff,
  { name }: MilestoneCommand,
  circumstances: Circumstances,
): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const known = [BUILT_IN_MILESTONE, ...terms.body.milestones];
  if (!known.includes(name)) {
    const message = `The contract has no milestone ${name}; it has: ${known.join(', ')}.`;
    throw invalid({ pointer: '/name', code: 'unknown_milestone', message });
  }
  const reached = state.milestones.find((milestone) => milestone.name === name);
  if (reached !== undefined) {
    throw new DomainError('conflict', `The milestone ${name} was reached at ${reached.reachedAt}.`, {
      extensions: { state: state.state, reachedAt: reached.reachedAt },
    });
  }
  const fact: HandoffFact = { type: 'handoff.milestone_reached', occurredAt: now, actor, data: { name } };
  return withClocks(state, { milestone: name }, [fact], circumstances);
}
