import type { EventOf, HandoffFact } from '../handoff/events.ts';
import { applyFacts } from '../handoff/evolve.ts';
import { pause } from '../handoff/pause.ts';
import { resume } from '../handoff/resume.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Circumstances } from '../handoff/terms.ts';
import { ifAllowed } from './if-allowed.ts';

/** A pause as the terms allow it: for a reason of theirs, the clocks that it names, and up to their caps. */
export function pauseFacts(
  state: Handoff,
  { data }: EventOf<'handoff.paused'>,
  circumstances: Circumstances,
): readonly HandoffFact[] {
  const { reason, resumeBy } = data;
  const { terms, now, actor } = circumstances;
  // an earlier one that these terms did not end by a cap was over when this began
  const over = resume(state, 'request', terms, { occurredAt: now, actor });
  const going = applyFacts(state.id, state, over).state;
  return [...over, ...ifAllowed(() => pause(going, { type: 'pause', reason, resumeBy }, circumstances))];
}

/** Somebody ended the pause. Where it ended by itself then, these terms say when it does. */
export function resumptionFacts(
  state: Handoff,
  { data: { cause } }: EventOf<'handoff.resumed'>,
  { terms, now, actor }: Circumstances,
): readonly HandoffFact[] {
  const byItself = cause === 'resume_by' || cause === 'cap';
  return byItself ? [] : resume(state, cause, terms, { occurredAt: now, actor });
}
