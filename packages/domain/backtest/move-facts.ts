import { restartFacts, startFacts, stopFacts, withClocks } from '../handoff/clocks.ts';
import type { EventOf, HandoffFact } from '../handoff/events.ts';
import { applyFacts } from '../handoff/evolve.ts';
import { endPause } from '../handoff/resume.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Circumstances } from '../handoff/terms.ts';

const OCCURRENCES = {
  'handoff.completed': 'completed',
  'handoff.disqualified': 'disqualified',
  'handoff.cancelled': 'cancelled',
} as const;

/** The end of a handoff, whose pause may have gone on until then under these terms. */
export function endingFacts(
  state: Handoff,
  event: EventOf<keyof typeof OCCURRENCES>,
  circumstances: Circumstances,
): readonly HandoffFact[] {
  return withClocks(state, OCCURRENCES[event.type], [...endPause(state, circumstances), event], circumstances);
}

/** What starts with a rejection does so only where a next attempt may follow, and it goes back to the sender. */
export function rejectionFacts(
  state: Handoff,
  event: EventOf<'handoff.rejected'>,
  circumstances: Circumstances,
): readonly HandoffFact[] {
  const facts = [...endPause(state, circumstances), event];
  const goesOn = state.attempt < circumstances.terms.body.maxAttempts && event.data.rerouted !== true;
  if (goesOn) return withClocks(state, 'rejected', facts, circumstances);
  return [...facts, ...stopFacts(applyFacts(state.id, state, facts).state, 'rejected', circumstances)];
}

/** The steps that were still to come then are none here: nothing is escalated. */
export function resubmissionFacts(
  state: Handoff,
  event: EventOf<'handoff.resubmitted'>,
  circumstances: Circumstances,
): readonly HandoffFact[] {
  const resubmitted = { ...event, data: { ...event.data, escalations: [] } };
  const facts = withClocks(state, 'resubmitted', [...endPause(state, circumstances), resubmitted], circumstances);
  return [...facts, ...startFacts(applyFacts(state.id, state, facts).state, 'submitted', circumstances)];
}

/** A wrong owner is put right once per attempt, with a fresh accept clock for the right one. */
export function reassignmentFacts(
  state: Handoff,
  event: EventOf<'handoff.reassigned'>,
  circumstances: Circumstances,
): readonly HandoffFact[] {
  if (event.data.misroute !== true || state.misroutedAttempt === state.attempt) return [event];
  return [event, ...restartFacts(applyFacts(state.id, state, [event]).state, circumstances)];
}
