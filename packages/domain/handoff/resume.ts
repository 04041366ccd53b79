import { secondsBetween } from '../instant.ts';
import { definitionOf, dueFromProgress, fractionsAhead, planWarnings } from './clock-plan.ts';
import { elapsedSeconds } from './clock-time.ts';
import { openClocks } from './clocks.ts';
import { stepsAhead } from './course.ts';
import type { ClockPlan } from './event-data.ts';
import type { HandoffEventData, HandoffFact, When } from './events.ts';
import { type Handoff, isStill, type OpenClock } from './state.ts';
import { shiftStep } from './step-plan.ts';
import type { Circumstances, Terms } from './terms.ts';

type Pause = NonNullable<Handoff['paused']>;

/** Sets the clocks that stand still going again, if there is a pause: what is left of each begins at `when.occurredAt`. */
export function resume(
  state: Handoff,
  cause: HandoffEventData<'handoff.resumed'>['cause'],
  terms: Terms,
  when: When,
): HandoffFact[] {
  const { paused } = state;
  if (paused === undefined) return [];
  const clocks = openClocks(state)
    .filter(isStill)
    .map((clock) => planFrom(clock, paused, state, terms, when));
  const pausedSeconds = secondsBetween(paused.since, when.occurredAt);
  return [{ ...when, type: 'handoff.resumed', data: { cause, pausedSeconds, clocks } }];
}

/** What ends an attempt, or the handoff, ends its pause first. */
export function endPause(state: Handoff, { terms, now, actor }: Circumstances): HandoffFact[] {
  return resume(state, 'ended', terms, { occurredAt: now, actor });
}

/** The pause comes to its own end: at the instant that was asked for, or earlier, at a cap of the contract. */
export function resumeByItself(
  state: Handoff,
  { resumeBy, resumesAt }: Pause,
  terms: Terms,
  when: When,
): HandoffFact[] {
  return resume(state, resumesAt < resumeBy ? 'cap' : 'resume_by', terms, when);
}

function planFrom(clock: OpenClock, paused: Pause, state: Handoff, terms: Terms, { occurredAt: at }: When): ClockPlan {
  const time = terms.workingTime(clock.calendarId);
  const progress = { targetSeconds: clock.targetSeconds, elapsed: elapsedSeconds(clock, terms, at), at, time };
  const escalations = stepsAhead(state, clock, terms, progress, (step, definition) =>
    shiftStep(step, { pausedAt: paused.since, resumedAt: at }, definition, time),
  );
  const ref = { clock: clock.name, attempt: clock.attempt };
  if (clock.state === 'breached_open') return { ...ref, dueAt: clock.dueAt, warnings: [], escalations };
  const warnAt = fractionsAhead(definitionOf(terms, clock.name), clock);
  return { ...ref, dueAt: dueFromProgress(clock, progress), warnings: planWarnings(warnAt, progress), escalations };
}
