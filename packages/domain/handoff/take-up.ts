import type { EscalationStep } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import type { Progress } from './clock-plan.ts';
import { isOf, isSameRun } from './clock-ref.ts';
import { elapsedSeconds } from './clock-time.ts';
import { openClocks } from './clocks.ts';
import type { HandoffFact } from './events.ts';
import type { ClockRef, PendingEscalation, PlannedStep } from './parts.ts';
import type { Handoff, OpenClock } from './state.ts';
import { isBeforeBreach, later, planSteps, stepsAfterBreach, stepsOf } from './step-plan.ts';
import type { Circumstances } from './terms.ts';

/** The ladder of a clock that has gone on since an earlier attempt. */
interface TakenUp {
  /** What of it is still ahead, repetitions included. */
  readonly steps: readonly PendingEscalation[];
  /** That nothing is, as all that was left has passed meanwhile. */
  readonly exhausted?: HandoffFact;
}

/** The rejection held all escalation; that of clocks which go on is taken up: what passed meanwhile is not made up for. */
export function laddersOfOldClocks(state: Handoff, circumstances: Circumstances): TakenUp[] {
  const { terms, now, actor } = circumstances;
  return openClocks(state).flatMap((clock): TakenUp[] => {
    const ref = { clock: clock.name, attempt: clock.attempt };
    const own = terms.body.clocks.find(({ name }) => name === clock.name);
    const definitions = stepsOf(terms, clock.name);
    if (own === undefined || own.start === 'rejected' || own.stop.includes('resubmitted')) return [];
    const left = leftOf(state, clock, circumstances);
    const time = terms.workingTime(clock.calendarId);
    const steps = left.flatMap((step) => {
      const definition = definitions.find(({ id }) => id === step.stepId);
      return definition === undefined ? [] : ahead(step, now, definition, time);
    });
    const isOver = steps.length === 0 && left.length > 0 && clock.state === 'breached_open';
    const exhausted: HandoffFact = { type: 'escalation.exhausted', occurredAt: now, actor, data: ref };
    return [{ steps: steps.map((step) => ({ ...ref, ...step })), ...(isOver ? { exhausted } : {}) }];
  });
}

/** What had not been done when it was rejected, and what has become due meanwhile for the first time. */
function leftOf(state: Handoff, clock: OpenClock, { terms, now }: Circumstances): PlannedStep[] {
  const held = state.escalations
    .filter((step) => isOf(step, clock))
    .map(({ stepId, at, repetition }) => ({ stepId, at, repetition }));
  const done = (stepId: string) =>
    held.some((step) => step.stepId === stepId) ||
    hasFired(state, { clock: clock.name, attempt: clock.attempt }, stepId);
  return [...held, ...firstTimes(state, clock, { terms, now }).filter(({ stepId }) => !done(stepId))];
}

function firstTimes(
  { holder }: Handoff,
  clock: OpenClock,
  { terms, now }: Pick<Circumstances, 'terms' | 'now'>,
): PlannedStep[] {
  if (clock.state !== 'breached_open') {
    const time = terms.workingTime(clock.calendarId);
    const progress = { targetSeconds: clock.targetSeconds, elapsed: elapsedSeconds(clock, terms, now), at: now, time };
    return planSteps(stepsOf(terms, clock.name).filter(isAhead(progress)), progress);
  }
  const steps = stepsAfterBreach(terms, clock, clock.dueAt);
  // of a clock that was late before, what has passed was done or skipped then
  return clock.breachedAt >= holder.since ? steps : steps.filter(({ at }) => at > now);
}

function hasFired({ firedSteps = [] }: Handoff, ref: ClockRef, stepId: string): boolean {
  return firedSteps.some((step) => isSameRun(step, ref) && step.stepId === stepId);
}

/** The step itself or the first of its repetitions that is still to come. */
function ahead(
  step: PlannedStep,
  now: Instant,
  definition: EscalationStep,
  time: Parameters<typeof later>[3],
): PlannedStep[] {
  const { repeat } = definition;
  let next = step;
  while (next.at <= now) {
    if (repeat === undefined || next.repetition >= repeat.times) return [];
    next = { ...next, at: later(next.at, repeat.every, definition, time), repetition: next.repetition + 1 };
  }
  return [next];
}

/** Whether the moment of a step before the breach has not passed; one at this very closing may wait for the opening. */
function isAhead({ targetSeconds, elapsed }: Progress): (step: EscalationStep) => boolean {
  return ({ at }) => isBeforeBreach(at) && Math.floor(targetSeconds * at.elapsed) >= elapsed;
}
