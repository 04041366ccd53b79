import { isSameRun } from './clock-ref.ts';
import type { EventOf } from './events.ts';
import type { ClockRef, FiredStep, PendingEscalation, PlannedStep } from './parts.ts';
import type { DueStep, Handoff } from './state.ts';

/** The step is over; its next repetition, if any, is planned. */
export function fireStep(state: Handoff, { data }: EventOf<'escalation.triggered'>): Handoff {
  const { clock, attempt, stepId, next, raisedTo, reassignFailed } = data;
  const failed = reassignFailed === undefined ? {} : { reassignFailed: true as const };
  const others = state.escalations.filter((step) => !isPlanned(step, data));
  return {
    ...withFired(state, [...firedBefore(state, data), { clock, attempt, stepId, ...failed }]),
    escalations: plan({ escalations: others }, data, next === undefined ? [] : [next]),
    priority: raisedTo ?? state.priority,
  };
}

/** The step had nothing to do; the one that comes forward for it stays in its place of the list. */
export function skipStep(state: Handoff, { data }: EventOf<'escalation.skipped'>): Handoff {
  const { clock, attempt, next } = data;
  const escalations = state.escalations
    .filter((step) => !isPlanned(step, data))
    .map((step) => (next !== undefined && isPlanned(step, { clock, attempt, ...next }) ? { ...step, ...next } : step));
  return { ...state, escalations };
}

/** Somebody sees to it: its next repetition waits for the end of the time-out, or falls away. */
export function acknowledgeStep(state: Handoff, { data }: EventOf<'escalation.acknowledged'>): Handoff {
  const { clock, attempt, stepId, until } = data;
  const fired = (state.firedSteps ?? []).map((step) =>
    isSameRun(step, data) && step.stepId === stepId ? { ...step, acknowledged: true as const } : step,
  );
  const escalations = state.escalations.flatMap((step) => {
    if (!isSameRun(step, { clock, attempt }) || step.stepId !== stepId) return [step];
    return until === undefined ? [] : [{ ...step, at: until }];
  });
  return { ...withFired(state, fired), escalations };
}

/** Nothing is escalated on account of that run any more. */
export function endEscalation(state: Handoff, ref: ClockRef): Handoff {
  const fired = (state.firedSteps ?? []).filter((step) => !isSameRun(step, ref));
  return { ...withFired(state, fired), escalations: state.escalations.filter((step) => !isSameRun(step, ref)) };
}

/** Nothing is escalated until the next attempt takes up what is ahead then. */
export function holdEscalation(state: Handoff): Handoff {
  return { ...state, escalations: state.escalations.map((step) => ({ ...step, held: true as const })) };
}

/** Nothing is escalated any more. */
export function endAllEscalation(state: Handoff): Handoff {
  return { ...withFired(state, []), escalations: [] };
}

/** `steps` in place of those that were planned for the clock: held if they were, or, where they are new, if any was. */
export function replan(
  state: Handoff,
  { clock, attempt }: ClockRef,
  steps: readonly PlannedStep[],
): Handoff['escalations'] {
  const ref = { clock, attempt };
  const before = state.escalations.filter((step) => isSameRun(step, ref));
  const others = state.escalations.filter((step) => !isSameRun(step, ref));
  const anyHeld = before.some(({ held }) => held === true);
  const isHeld = ({ stepId }: PlannedStep) => {
    const same = before.find((step) => step.stepId === stepId);
    return same === undefined ? anyHeld : same.held === true;
  };
  const planned = steps.map((step) => ({ ...ref, ...step, ...(isHeld(step) ? { held: true as const } : {}) }));
  return [...others, ...planned];
}

/** `steps` beside those that are planned. */
export function plan(
  { escalations }: Pick<Handoff, 'escalations'>,
  { clock, attempt }: ClockRef,
  steps: readonly PlannedStep[],
): Handoff['escalations'] {
  return [...escalations, ...steps.map((step) => ({ clock, attempt, ...step }))];
}

function isPlanned(step: DueStep, data: Omit<PendingEscalation, 'at'>): boolean {
  return isSameRun(step, data) && step.stepId === data.stepId && step.repetition === data.repetition;
}

function firedBefore({ firedSteps = [] }: Handoff, data: ClockRef & { readonly stepId: string }): FiredStep[] {
  return firedSteps.filter((step) => !(isSameRun(step, data) && step.stepId === data.stepId));
}

function withFired(state: Handoff, fired: FiredStep[]): Handoff {
  const { firedSteps: _before, ...rest } = state;
  return fired.length === 0 ? rest : { ...rest, firedSteps: fired };
}
