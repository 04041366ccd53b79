import type { EscalationStep } from '../contract/body.ts';
import { PRIORITIES } from '../contract/vocabulary.ts';
import { isOf } from './clock-ref.ts';
import { openClocks } from './clocks.ts';
import { reassignFailureOf, receiverOf, recipientsOf } from './escalation-people.ts';
import type { HandoffEventData, HandoffFact, When } from './events.ts';
import { applyFacts } from './evolve.ts';
import { exhaustionFacts } from './exhaust.ts';
import type { HolderRef, PendingEscalation, PlannedStep } from './parts.ts';
import { priorityFacts } from './retarget.ts';
import { skipFact } from './skip.ts';
import type { Handoff } from './state.ts';
import { later, stepsOf } from './step-plan.ts';
import type { Circumstances, Terms } from './terms.ts';

type LookedAt = Pick<Circumstances, 'terms' | 'directory' | 'now'>;

/** What a step that is due comes to, as things stand. */
interface Effect {
  readonly recipients: string[];
  readonly reassignedTo?: HolderRef;
  readonly reassignFailed?: NonNullable<HandoffEventData<'escalation.triggered'>['reassignFailed']>;
  readonly raisedTo?: Handoff['priority'];
}

/**
 * What an escalation step does when it is due: tells people, and may hand over or raise the priority. One that could do
 * none of it is skipped, and the next one of its clock takes its place. The last of a clock says that it was the last.
 */
export function stepFacts(due: PendingEscalation, state: Handoff, looked: LookedAt, when: When): HandoffFact[] {
  const { terms } = looked;
  const step = stepsOf(terms, due.clock).find(({ id }) => id === due.stepId);
  const effect = step && effectOf(step, state, looked);
  const facts =
    step === undefined || effect === undefined
      ? [skipFact(due, step, state, terms, when)]
      : firedFacts(due, step, effect, { state, looked, when });
  return [...facts, ...exhaustionFacts(applyFacts(state.id, state, facts).state, due, terms, when)];
}

/** Undefined where the step could do nothing. */
function effectOf(step: EscalationStep, state: Handoff, { terms, directory }: LookedAt): Effect | undefined {
  const recipients = recipientsOf(step, state, directory);
  const reassignedTo = receiverOf(step, state, terms, directory);
  const raisedTo = raised(step, state);
  if (recipients.length === 0 && reassignedTo === undefined && raisedTo === undefined) return undefined;
  const reassignFailed = reassignFailureOf(step, state, terms, directory);
  return {
    recipients,
    ...(reassignFailed === undefined ? {} : { reassignFailed }),
    ...(reassignedTo === undefined ? {} : { reassignedTo }),
    ...(raisedTo === undefined ? {} : { raisedTo }),
  };
}

function firedFacts(
  due: PendingEscalation,
  step: EscalationStep,
  effect: Effect,
  { state, looked, when }: { readonly state: Handoff; readonly looked: LookedAt; readonly when: When },
): HandoffFact[] {
  const { terms, now } = looked;
  const { at: _planned, ...ref } = due;
  const next = nextRepetition(step, due, state, terms);
  // Whoever looks late tells people once of what has repeated meanwhile, and not once for each repetition.
  const missed = next !== undefined && next.at <= now ? { recipients: [], missed: true as const } : {};
  const data = { ...ref, ...effect, ...missed, ...(next === undefined ? {} : { next }) };
  const triggered: HandoffFact = { ...when, type: 'escalation.triggered', data };
  const { reassignedTo, raisedTo } = effect;
  // From the state in which this step is over: retargeting plans anew what is still to come.
  const after = applyFacts(state.id, state, [triggered]).state;
  const retargeted =
    raisedTo === undefined ? [] : priorityFacts(after, { from: state.priority, to: raisedTo }, terms, when);
  if (reassignedTo === undefined) return [triggered, ...retargeted];
  const { since: _since, ...from } = state.holder;
  const reason = `escalation step ${due.stepId} of clock ${due.clock}`;
  return [
    triggered,
    ...retargeted,
    { ...when, type: 'handoff.reassigned', data: { from, to: reassignedTo, reason, cause: 'escalation' } },
  ];
}

function raised({ raisePriority }: EscalationStep, { priority }: Handoff): Handoff['priority'] | undefined {
  if (raisePriority === undefined) return undefined;
  return PRIORITIES.indexOf(raisePriority) > PRIORITIES.indexOf(priority) ? raisePriority : undefined;
}

function nextRepetition(
  step: EscalationStep,
  due: PendingEscalation,
  state: Handoff,
  terms: Terms,
): PlannedStep | undefined {
  const { id, repeat } = step;
  if (repeat === undefined || due.repetition >= repeat.times) return undefined;
  const time = terms.workingTime(openClocks(state).find((clock) => isOf(due, clock))?.calendarId);
  return { stepId: id, at: later(due.at, repeat.every, step, time), repetition: due.repetition + 1 };
}
