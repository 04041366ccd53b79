import type { ClockTarget, EscalationStep } from '../contract/body.ts';
import type { WorkingTime } from '../sla/working-time.ts';
import { dueFromProgress, type Progress, targetSecondsOf } from './clock-plan.ts';
import { isOf } from './clock-ref.ts';
import type { When } from './events.ts';
import type { PendingEscalation, PlannedStep } from './parts.ts';
import type { Handoff, OpenClock, TimelyClock } from './state.ts';
import { isBeforeBreach, planSteps, settle, stepsOf } from './step-plan.ts';
import type { Terms } from './terms.ts';

/** What is left of a clock at the least when its new target has passed already, in working time. */
export const MINIMUM_NOTICE_SECONDS = 15 * 60;

/** A target that a clock has from now on, with what it comes to. */
export interface Course {
  readonly target: ClockTarget;
  readonly progress: Progress;
  readonly shortNotice: boolean;
}

/**
 * The clock's new course: never due in the past, but after the minimum notice where the target has gone by, or when it is
 * due now if that is sooner. The notice is given once: no going to and fro between targets puts a breach off.
 */
export function courseOf({
  clock,
  target,
  elapsed,
  time,
  when,
}: {
  readonly clock: TimelyClock;
  readonly target: ClockTarget;
  readonly elapsed: number;
  readonly time: WorkingTime;
  readonly when: When;
}): Course {
  const asked = targetSecondsOf(target, clock.startedAt, time);
  const shortNotice = asked <= elapsed;
  const { noticeSeconds = Number.POSITIVE_INFINITY } = clock;
  const left = Math.max(0, Math.min(clock.targetSeconds, noticeSeconds) - elapsed);
  const targetSeconds = shortNotice ? elapsed + Math.min(MINIMUM_NOTICE_SECONDS, left) : asked;
  return { target, progress: { targetSeconds, elapsed, at: when.occurredAt, time }, shortNotice };
}

/** What `clock.retargeted` says of a course, beside who is told. */
export function courseData(clock: TimelyClock, { target, progress, shortNotice }: Course) {
  const { startedAt } = clock;
  const short = shortNotice ? { shortNotice: true as const } : {};
  const dueAt = clock.state === 'paused' ? {} : { dueAt: dueFromProgress({ target, startedAt, ...short }, progress) };
  return {
    clock: clock.name,
    attempt: clock.attempt,
    target,
    targetSeconds: progress.targetSeconds,
    elapsedSeconds: progress.elapsed,
    ...dueAt,
    ...short,
  };
}

/**
 * The steps still to come: those at a fraction of the target by the new course; delays that have begun go on as they are,
 * or as `goOn` says.
 */
export function stepsAhead(
  state: Handoff,
  clock: OpenClock,
  terms: Terms,
  progress: Progress,
  goOn: (step: PendingEscalation, definition: EscalationStep | undefined) => PlannedStep = (step) =>
    settle(step, clock, terms),
): PlannedStep[] {
  const definitions = stepsOf(terms, clock.name);
  return state.escalations
    .filter((step) => isOf(step, clock))
    .flatMap((step) => {
      const definition = definitions.find(({ id }) => id === step.stepId);
      const byFraction = definition !== undefined && step.repetition === 0 && isBeforeBreach(definition.at);
      return byFraction ? planSteps([definition], progress) : [goOn(step, definition)];
    });
}
