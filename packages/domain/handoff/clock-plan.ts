import type { ClockDefinition, ClockTarget, EscalationStep } from '../contract/body.ts';
import { durationSeconds } from '../contract/duration.ts';
import { addSeconds, type Instant } from '../instant.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '../sla/working-time.ts';
import type { ClockPlan } from './event-data.ts';
import type { PendingEscalation, PlannedStep } from './parts.ts';
import type { OpenClock } from './state.ts';
import type { Terms } from './terms.ts';

type Warning = ClockPlan['warnings'][number];

/** How far a clock is in its target, and from where on that goes on. */
export interface Progress {
  readonly targetSeconds: number;
  readonly elapsed: number;
  readonly at: Instant;
  readonly time: WorkingTime;
}

/** When a clock that starts at `start` falls due. */
export function dueFromStart(target: ClockTarget, start: Instant, time: WorkingTime): Instant {
  return typeof target === 'string'
    ? time.add(start, durationSeconds(target))
    : time.addBusinessDays(start, target.businessDays);
}

/** A target in working time, for a clock that started at `start`. */
export function targetSecondsOf(target: ClockTarget, start: Instant, time: WorkingTime): number {
  return time.elapsedSeconds(start, dueFromStart(target, start, time));
}

/**
 * When a clock falls due that goes on after a pause or a change. Whole business days that would have been over at an
 * opening are over at an opening again, and not at the closing before it, which is the same in working time.
 */
export function dueFromProgress(
  { target, startedAt, shortNotice }: Pick<OpenClock, 'target' | 'startedAt' | 'shortNotice'>,
  { targetSeconds, elapsed, at, time }: Progress,
): Instant {
  const due = time.add(at, targetSeconds - elapsed);
  if (typeof target === 'string' || shortNotice === true) return due;
  const atClosing = time.add(startedAt, targetSeconds) === time.addBusinessDays(startedAt, target.businessDays);
  if (atClosing) return due;
  const opening = time.add(addSeconds(due, 0.001), 0);
  return time.elapsedSeconds(due, opening) === 0 ? opening : due;
}

/** Warnings at `fractions` of the target. Of those whose moment has passed only the last is given, at once. */
export function planWarnings(fractions: readonly number[], progress: Progress): Warning[] {
  const warnings = [...new Set(fractions)].sort((a, b) => a - b).map((fraction) => planWarning(fraction, progress));
  const lastPast = warnings.findLastIndex(({ past }) => past);
  return warnings.slice(Math.max(lastPast, 0)).map(({ fraction, at }) => ({ fraction, at }));
}

function planWarning(fraction: number, progress: Progress): Warning & { readonly past: boolean } {
  return { fraction, ...momentOf(fraction, progress) };
}

/** Steps at fractions of the target; those whose moment has passed are due at once. */
export function planSteps(steps: readonly EscalationStep[], progress: Progress): PlannedStep[] {
  return steps.flatMap(({ id, at }) =>
    isBeforeBreach(at) ? [{ stepId: id, at: momentOf(at.elapsed, progress).at, repetition: 0 }] : [],
  );
}

/** What has been counted is past, also at a closing: only a clock that has counted nothing waits for an opening. */
function momentOf(fraction: number, progress: Progress): { readonly at: Instant; readonly past: boolean } {
  const wait = waitFor(fraction, progress);
  const past = wait < 0 || (wait === 0 && progress.elapsed > 0);
  return { at: past ? progress.at : progress.time.add(progress.at, wait), past };
}

/** Rounded down, so that what is told before the due instant is never told at it, however short the target. */
function waitFor(fraction: number, { targetSeconds, elapsed }: Progress): number {
  return Math.floor(targetSeconds * fraction) - elapsed;
}

export function isBeforeBreach(at: EscalationStep['at']): at is { elapsed: number } {
  return 'elapsed' in at && at.elapsed < 1;
}

/** The escalation steps that a breach at `dueAt` makes due: those after it, and those at 100 % of the target. */
export function stepsAfterBreach(terms: Terms, { name, calendarId }: OpenClock, dueAt: Instant): PlannedStep[] {
  const time = terms.workingTime(calendarId);
  return stepsOf(terms, name).flatMap(({ id, at }) => {
    if ('elapsed' in at) return at.elapsed < 1 ? [] : [{ stepId: id, at: dueAt, repetition: 0 }];
    return [{ stepId: id, at: later(dueAt, at.afterBreach, at.working, time), repetition: 0 }];
  });
}

/** `step` as it stands after a pause: what is left of its wait begins anew at `resumedAt`. */
export function shiftStep(
  { stepId, at, repetition }: PendingEscalation,
  pausedAt: Instant,
  resumedAt: Instant,
  time: WorkingTime,
): PlannedStep {
  const left = time.elapsedSeconds(pausedAt, at);
  return { stepId, at: time.add(resumedAt, left), repetition };
}

/** Whether `step` waits for working hours. */
export function waitsForWork(step: EscalationStep | undefined): boolean {
  return step !== undefined && 'afterBreach' in step.at && step.at.working === true;
}

/** The steps of a clock's escalation path. */
export function stepsOf(terms: Terms, clockName: string): readonly EscalationStep[] {
  return terms.body.escalation.filter(({ clock }) => clock === clockName).flatMap(({ steps }) => steps);
}

/** `from` plus a delay, in working time where the step waits for working hours. */
export function later(from: Instant, delay: string, working: boolean | undefined, time: WorkingTime): Instant {
  const seconds = durationSeconds(delay);
  return working === true ? time.add(from, seconds) : AROUND_THE_CLOCK.add(from, seconds);
}

export function definitionOf(terms: Terms, clockName: string): ClockDefinition | undefined {
  return terms.body.clocks.find(({ name }) => name === clockName);
}
