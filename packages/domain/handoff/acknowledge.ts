import type { Instant } from '../instant.ts';
import { DomainError, invalid, type Violation } from '../problem.ts';
import { isOf, isSameRun } from './clock-ref.ts';
import { openClocks } from './clocks.ts';
import type { AcknowledgeCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import type { FiredStep } from './parts.ts';
import { type Handoff, isStill } from './state.ts';
import { later, stepsOf } from './step-plan.ts';
import type { Circumstances, Terms } from './terms.ts';

/**
 * Somebody sees to an escalation: the step that fired last of those that would repeat, or, if none would, the one that
 * fired last. It does not repeat any more, or not before its time-out; later steps of the ladder are not stopped.
 *
 * @throws DomainError `validation_failed` for a clock, step or owner that is not there; `conflict` where no step of an
 * open clock has fired, or it is acknowledged already
 */
export function acknowledge(
  state: Handoff,
  { clock, stepId, ownerId, note }: AcknowledgeCommand,
  circumstances: Circumstances,
): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const violations = [...unknownParts(clock, stepId, terms), ...unknownOwner(ownerId, circumstances)];
  if (violations.length > 0) throw invalid(...violations);
  const fired = (state.firedSteps ?? []).filter(
    (step) => (clock ?? step.clock) === step.clock && (stepId ?? step.stepId) === step.stepId,
  );
  const step = fired.findLast((each) => each.acknowledged !== true && repeats(each, state)) ?? fired.at(-1);
  if (step === undefined || step.acknowledged === true) throw nothingToAcknowledge(step, { clock, stepId }, state);
  const until = timeOut(step, state, terms, now);
  const data = {
    clock: step.clock,
    attempt: step.attempt,
    stepId: step.stepId,
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(note === undefined ? {} : { note }),
    ...(until === undefined ? {} : { until }),
  };
  return [{ type: 'escalation.acknowledged', occurredAt: now, actor, data }];
}

function repeats({ stepId, ...ref }: FiredStep, { escalations }: Handoff): boolean {
  return escalations.some((step) => isSameRun(step, ref) && step.stepId === stepId);
}

/** When its repetitions go on; undefined if they do not. A pause holds the time-out up, from its very beginning. */
function timeOut(fired: FiredStep, state: Handoff, terms: Terms, now: Instant): Instant | undefined {
  const step = stepsOf(terms, fired.clock).find(({ id }) => id === fired.stepId);
  const clock = openClocks(state).find((each) => isOf(fired, each));
  if (step?.ackTimeout === undefined || clock === undefined || !repeats(fired, state)) return undefined;
  const from = isStill(clock) ? (state.paused?.since ?? now) : now;
  return later(from, step.ackTimeout, step, terms.workingTime(clock.calendarId));
}

/** How many steps a refusal names. */
const NAMED = 10;

interface Asked {
  readonly clock: string | undefined;
  readonly stepId: string | undefined;
}

function nothingToAcknowledge(
  step: FiredStep | undefined,
  asked: Asked,
  { state, firedSteps = [] }: Handoff,
): DomainError {
  const waiting = firedSteps.filter(({ acknowledged }) => acknowledged !== true).slice(-NAMED);
  const steps = waiting.map(({ clock, stepId }) => ({ clock, stepId }));
  const named = steps.map(({ clock, stepId }) => `${stepId} of the clock ${clock}`).join(', ');
  const others = named === '' ? '' : ` To be acknowledged: ${named}.`;
  return new DomainError('conflict', `${whyNothing(step, asked)}${others}`, { extensions: { state, steps } });
}

function whyNothing(step: FiredStep | undefined, { clock, stepId }: Asked): string {
  if (step !== undefined) return `The step ${step.stepId} of the clock ${step.clock} is acknowledged already.`;
  const ofClock = clock === undefined ? '' : ` of the clock ${clock}`;
  if (stepId !== undefined) return `The step ${stepId}${ofClock} has not fired, or its clock is no longer open.`;
  return clock === undefined
    ? 'No escalation step of a clock that is open has fired.'
    : `No escalation step${ofClock} has fired, or it is no longer open.`;
}

function unknownParts(clock: string | undefined, stepId: string | undefined, { body }: Terms): Violation[] {
  if (clock !== undefined && !body.clocks.some(({ name }) => name === clock)) {
    return [{ pointer: '/clock', code: 'unknown_clock', message: `The contract has no clock ${clock}.` }];
  }
  const steps = body.escalation.filter((path) => (clock ?? path.clock) === path.clock).flatMap((path) => path.steps);
  if (stepId === undefined || steps.some(({ id }) => id === stepId)) return [];
  const where = clock === undefined ? 'The contract' : `The clock ${clock}`;
  return [{ pointer: '/stepId', code: 'unknown_step', message: `${where} has no escalation step ${stepId}.` }];
}

function unknownOwner(ownerId: string | undefined, { directory }: Circumstances): Violation[] {
  if (ownerId === undefined || directory.owner(ownerId)?.active === true) return [];
  return [{ pointer: '/ownerId', code: 'unknown_owner', message: `There is no active owner ${ownerId}.` }];
}
