import type { EscalationStep } from '../contract/body.ts';
import { PRIORITIES } from '../contract/vocabulary.ts';
import type { Route } from '../routing/route.ts';
import { isOf } from './clock-ref.ts';
import { openClocks } from './clocks.ts';
import { type Recipients, recipientsOf } from './escalation-people.ts';
import { type Reassignment, reassignmentOf } from './escalation-receiver.ts';
import type { HandoffFact, When } from './events.ts';
import { applyFacts } from './evolve.ts';
import { exhaustionFacts } from './exhaust.ts';
import type { PlannedStep } from './parts.ts';
import { priorityFacts } from './retarget.ts';
import { holderOf, waitingFacts } from './routed.ts';
import { skipFact } from './skip.ts';
import type { DueStep, Handoff } from './state.ts';
import { later, stepsOf } from './step-plan.ts';
import type { Circumstances, Terms } from './terms.ts';

type LookedAt = Pick<Circumstances, 'terms' | 'directory' | 'now'>;

/** What a step that is due comes to, as things stand. */
interface Effect {
  readonly recipients: Recipients;
  readonly reassignment: Reassignment;
  readonly raisedTo: Handoff['priority'] | undefined;
}

/** What a step comes to. `route`: the decision about whom it hands over to, whatever that came to. */
export interface StepOutcome {
  readonly facts: HandoffFact[];
  readonly route?: Route;
}

/**
 * What an escalation step does when it is due: tells people, and may hand over or raise the priority. One that could do
 * none of it is skipped, and the next one of its clock takes its place. The last of a clock says that it was the last.
 */
export function takeStep(due: DueStep, state: Handoff, looked: LookedAt, when: When): StepOutcome {
  const { terms } = looked;
  const step = stepsOf(terms, due.clock).find(({ id }) => id === due.stepId);
  const effect = step && effectOf(step, due, state, looked);
  const facts =
    step === undefined || effect === undefined || isEmpty(effect)
      ? [skipFact(due, { step, unreachable: effect?.recipients.unreachable ?? [] }, state, terms, when)]
      : firedFacts(due, step, effect, { state, looked, when });
  const last = exhaustionFacts(applyFacts(state.id, state, facts).state, due, terms, when);
  const { reassignment = { kind: 'none' as const } } = effect ?? {};
  const route = reassignment.kind === 'none' ? undefined : reassignment.route;
  return { facts: [...facts, ...last], ...(route === undefined ? {} : { route }) };
}

function effectOf(step: EscalationStep, due: DueStep, state: Handoff, looked: LookedAt): Effect {
  return {
    recipients: recipientsOf(step, state, looked.directory),
    reassignment: reassignmentOf(step, due, state, looked),
    raisedTo: raised(step, state),
  };
}

function isEmpty({ recipients, reassignment, raisedTo }: Effect): boolean {
  return recipients.told.length === 0 && reassignment.kind !== 'moved' && raisedTo === undefined;
}

function firedFacts(
  due: DueStep,
  step: EscalationStep,
  effect: Effect,
  { state, looked, when }: { readonly state: Handoff; readonly looked: LookedAt; readonly when: When },
): HandoffFact[] {
  const { terms, now } = looked;
  const { at: _planned, held: _held, ...ref } = due;
  const next = nextRepetition(step, due, effect, state, terms);
  // Whoever looks late tells people once of what has repeated meanwhile, and not once for each repetition.
  const missed = next !== undefined && next.at <= now ? { recipients: [], missed: true as const } : {};
  const data = { ...ref, ...toldOf(effect), ...missed, ...(next === undefined ? {} : { next }) };
  const triggered: HandoffFact = { ...when, type: 'escalation.triggered', data };
  const { reassignment, raisedTo } = effect;
  // From the state in which this step is over: retargeting plans anew what is still to come.
  const after = applyFacts(state.id, state, [triggered]).state;
  const retargeted =
    raisedTo === undefined ? [] : priorityFacts(after, { from: state.priority, to: raisedTo }, terms, when);
  return [triggered, ...retargeted, ...movedFacts(due, reassignment, state, when)];
}

function toldOf({ recipients: { told, unreachable }, reassignment, raisedTo }: Effect) {
  const reassignedTo = reassignment.kind === 'moved' ? holderOf(reassignment.route) : undefined;
  return {
    recipients: told,
    ...(unreachable.length === 0 ? {} : { unreachable }),
    ...(reassignment.kind === 'failed' ? { reassignFailed: reassignment.reason } : {}),
    ...(reassignedTo === undefined ? {} : { reassignedTo }),
    ...(raisedTo === undefined ? {} : { raisedTo }),
  };
}

function movedFacts(due: DueStep, reassignment: Reassignment, state: Handoff, when: When): HandoffFact[] {
  const to = reassignment.kind === 'moved' ? holderOf(reassignment.route) : undefined;
  if (reassignment.kind !== 'moved' || to === undefined) return [];
  const { since: _since, ...from } = state.holder;
  const reason = `escalation step ${due.stepId} of clock ${due.clock}`;
  const data = { from, to, reason, cause: 'escalation' as const, routing: { reason: 'escalation' as const } };
  return [{ ...when, type: 'handoff.reassigned', data }, ...waitingFacts(reassignment.route, when)];
}

function raised({ raisePriority }: EscalationStep, { priority }: Handoff): Handoff['priority'] | undefined {
  if (raisePriority === undefined) return undefined;
  return PRIORITIES.indexOf(raisePriority) > PRIORITIES.indexOf(priority) ? raisePriority : undefined;
}

/** A step that only hands over repeats until it has. */
function nextRepetition(
  step: EscalationStep,
  due: DueStep,
  { reassignment }: Effect,
  state: Handoff,
  terms: Terms,
): PlannedStep | undefined {
  const { id, repeat, reassign, notify } = step;
  if (repeat === undefined || due.repetition >= repeat.times) return undefined;
  if (reassign !== undefined && notify.length === 0 && reassignment.kind !== 'failed') return undefined;
  const time = terms.workingTime(openClocks(state).find((clock) => isOf(due, clock))?.calendarId);
  return { stepId: id, at: later(due.at, repeat.every, step, time), repetition: due.repetition + 1 };
}
