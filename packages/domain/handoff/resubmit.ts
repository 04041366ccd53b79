import { startFacts, withClocks } from './clocks.ts';
import type { ResubmitCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import { endPause } from './resume.ts';
import { routedTo } from './routed.ts';
import type { Handoff } from './state.ts';
import { laddersOfOldClocks } from './take-up.ts';
import type { Circumstances } from './terms.ts';

/** The next attempt: the same handoff, with its total time going on and a fresh accept clock. */
export function resubmit(state: Handoff, command: ResubmitCommand, circumstances: Circumstances): HandoffFact[] {
  const { now, actor } = circumstances;
  const { changed, inherited = [], override, route } = command;
  const ended = endPause(state, circumstances);
  const going = applyFacts(state.id, state, ended).state;
  const taken = laddersOfOldClocks(going, circumstances);
  const { queueId, routing, placed } = routedTo(route, { occurredAt: now, actor });
  const resubmitted: HandoffFact = {
    type: 'handoff.resubmitted',
    occurredAt: now,
    actor,
    data: {
      attempt: state.attempt + 1,
      packetRevision: state.packetRevision + 1,
      changed: [...changed],
      ...(inherited.length === 0 ? {} : { inherited: [...inherited] }),
      ...(override === undefined ? {} : { override }),
      routing,
      ...queueId,
      escalations: taken.flatMap(({ steps }) => steps),
    },
  };
  const over = taken.flatMap(({ exhausted }) => exhausted ?? []);
  const facts = withClocks(state, 'resubmitted', [...ended, resubmitted, ...placed, ...over], circumstances);
  return [...facts, ...startFacts(applyFacts(state.id, state, facts).state, 'submitted', circumstances)];
}
