import type { EscalationStep } from '../contract/body.ts';
import type { Progress } from './clock-plan.ts';
import { elapsedSeconds } from './clock-time.ts';
import { openClocks, startFacts, withClocks } from './clocks.ts';
import type { ResubmitCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import type { PendingEscalation } from './parts.ts';
import { endPause } from './resume.ts';
import { routedTo } from './routed.ts';
import type { Handoff } from './state.ts';
import { isBeforeBreach, planSteps, stepsAfterBreach, stepsOf } from './step-plan.ts';
import type { Circumstances } from './terms.ts';

/** The next attempt: the same handoff, with its total time going on and a fresh accept clock. */
export function resubmit(state: Handoff, command: ResubmitCommand, circumstances: Circumstances): HandoffFact[] {
  const { now, actor } = circumstances;
  const { changed, override, route } = command;
  const ended = endPause(state, circumstances);
  const going = applyFacts(state.id, state, ended).state;
  const { queueId, routing, placed } = routedTo(route, { occurredAt: now, actor });
  const resubmitted: HandoffFact = {
    type: 'handoff.resubmitted',
    occurredAt: now,
    actor,
    data: {
      attempt: state.attempt + 1,
      packetRevision: state.packetRevision + 1,
      changed: [...changed],
      ...(override === undefined ? {} : { override }),
      routing,
      ...queueId,
      escalations: stepsOfOldClocks(going, circumstances),
    },
  };
  const facts = withClocks(state, 'resubmitted', [...ended, resubmitted, ...placed], circumstances);
  return [...facts, ...startFacts(applyFacts(state.id, state, facts).state, 'submitted', circumstances)];
}

/** The rejection ended all escalation; that of clocks which go on is taken up where it has not got to yet. */
function stepsOfOldClocks(state: Handoff, { terms, now }: Circumstances): PendingEscalation[] {
  return openClocks(state).flatMap((clock) => {
    const ref = { clock: clock.name, attempt: clock.attempt };
    const own = terms.body.clocks.find(({ name }) => name === clock.name);
    if (own === undefined || own.start === 'rejected') return [];
    const time = terms.workingTime(clock.calendarId);
    const progress = { targetSeconds: clock.targetSeconds, elapsed: elapsedSeconds(clock, terms, now), at: now, time };
    const steps =
      clock.state === 'breached_open'
        ? stepsAfterBreach(terms, clock, clock.dueAt)
        : planSteps(stepsOf(terms, clock.name).filter(isAhead(progress)), progress);
    return steps.filter(({ at }) => at > now).map((step) => ({ ...ref, ...step }));
  });
}

/** Whether the moment of a step before the breach has not passed; one at this very closing may wait for the opening. */
function isAhead({ targetSeconds, elapsed }: Progress): (step: EscalationStep) => boolean {
  return ({ at }) => isBeforeBreach(at) && Math.floor(targetSeconds * at.elapsed) >= elapsed;
}
