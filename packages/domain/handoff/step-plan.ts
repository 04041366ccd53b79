import type { EscalationStep } from '../contract/body.ts';
import { durationSeconds } from '../contract/duration.ts';
import { type Instant, later as laterOf } from '../instant.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '../sla/working-time.ts';
import { momentOf, type Progress } from './clock-plan.ts';
import type { PlannedStep } from './parts.ts';
import type { Clock } from './state.ts';
import type { Terms } from './terms.ts';

/** The steps of a clock's escalation path. */
export function stepsOf(terms: Terms, clockName: string): readonly EscalationStep[] {
  return terms.body.escalation.filter(({ clock }) => clock === clockName).flatMap(({ steps }) => steps);
}

export function isBeforeBreach(at: EscalationStep['at']): at is EscalationStep['at'] & { elapsed: number } {
  return 'elapsed' in at && at.elapsed < 1;
}

/** Steps at fractions of the target; those whose moment has passed are due at once. */
export function planSteps(steps: readonly EscalationStep[], progress: Progress): PlannedStep[] {
  return steps.flatMap((step) => {
    if (!isBeforeBreach(step.at)) return [];
    const at = inHours(momentOf(step.at.elapsed, progress).at, step, progress.time);
    return [{ stepId: step.id, at, repetition: 0 }];
  });
}

/** The escalation steps that a breach at `dueAt` makes due: those after it, and those at 100 % of the target. */
export function stepsAfterBreach(
  terms: Terms,
  { name, calendarId }: Pick<Clock, 'name' | 'calendarId'>,
  dueAt: Instant,
): PlannedStep[] {
  const time = terms.workingTime(calendarId);
  return stepsOf(terms, name).flatMap((step) => {
    if (isBeforeBreach(step.at)) return [];
    const delay = 'afterBreach' in step.at ? step.at.afterBreach : 'PT0S';
    return [{ stepId: step.id, at: later(dueAt, delay, step, time), repetition: 0 }];
  });
}

/** `from` plus a delay of `step`, in working time where it waits for working hours. */
export function later(from: Instant, delay: string, step: EscalationStep, time: WorkingTime): Instant {
  const counting = waitsForWork(step) ? time : AROUND_THE_CLOCK;
  return inHours(counting.add(from, durationSeconds(delay)), step, time);
}

/** `planned` as it stands after a pause: what is left of its wait begins anew at `resumedAt`. What was held and has passed stays. */
export function shiftStep(
  { stepId, at, repetition }: PlannedStep,
  { pausedAt, resumedAt }: { readonly pausedAt: Instant; readonly resumedAt: Instant },
  step: EscalationStep | undefined,
  time: WorkingTime,
): PlannedStep {
  if (at <= pausedAt) return { stepId, at, repetition };
  const counting = waitsForWork(step) ? time : AROUND_THE_CLOCK;
  const left = counting.elapsedSeconds(pausedAt, at);
  return { stepId, at: inHours(counting.add(resumedAt, left), step, time), repetition };
}

/** `planned` as its clock's hours allow, and not before `earliest`. */
export function settle(
  { stepId, at, repetition }: PlannedStep,
  { name, calendarId }: Pick<Clock, 'name' | 'calendarId'>,
  terms: Terms,
  earliest: Instant = at,
): PlannedStep {
  const step = stepsOf(terms, name).find(({ id }) => id === stepId);
  return { stepId, at: inHours(laterOf(at, earliest), step, terms.workingTime(calendarId)), repetition };
}

/** Working time that ends at a closing goes on with the next opening: nobody is told when they leave. */
function inHours(at: Instant, step: EscalationStep | undefined, time: WorkingTime): Instant {
  return waitsForWork(step) ? time.add(at, 0) : at;
}

/** Whether `step` waits for working hours. */
function waitsForWork(step: EscalationStep | undefined): boolean {
  return step?.at.working === true;
}
