import { type ClockDefinition, targetOf } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import { definitionOf, dueFromStart, planWarnings } from './clock-plan.ts';
import { elapsedSeconds, toMilliseconds } from './clock-time.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import { type Handoff, isOpen, type OpenClock, TERMINAL_STATES } from './state.ts';
import { planSteps, settle, stepsOf } from './step-plan.ts';
import type { Circumstances } from './terms.ts';

/** Facts of a handoff's life that start and stop clocks. */
export type LifecycleOccurrence =
  | 'submitted'
  | 'accepted'
  | 'rejected'
  | 'resubmitted'
  | 'completed'
  | 'disqualified'
  | 'cancelled';
/** A milestone starts and stops clocks too; no milestone has the name of a lifecycle fact. */
export type Occurrence = LifecycleOccurrence | { readonly milestone: string; readonly at: Instant };

/** `facts`, and what `occurrence` then does to the clocks: stops those that wait for it, starts those that begin with it. */
export function withClocks(
  state: Handoff,
  occurrence: Occurrence,
  facts: readonly HandoffFact[],
  circumstances: Circumstances,
): HandoffFact[] {
  const after = applyFacts(state.id, state, facts).state;
  return [...facts, ...stopFacts(after, occurrence, circumstances), ...startFacts(after, occurrence, circumstances)];
}

/** What `occurrence` ends: the clocks that wait for it, and all of them where nobody owes anything more. */
export function stopFacts(state: Handoff, occurrence: Occurrence, circumstances: Circumstances): HandoffFact[] {
  const ended = TERMINAL_STATES.has(state.state);
  return openClocks(state).flatMap((clock) => {
    const awaited = definitionOf(circumstances.terms, clock.name)?.stop.includes(nameOf(occurrence)) ?? false;
    return awaited || ended ? [stopFact(clock, awaited, circumstances, momentOf(occurrence, circumstances))] : [];
  });
}

/**
 * The clocks that begin with `occurrence`. A clock runs once per attempt; one that is still open goes on, and one that
 * waits for what has happened already does not begin.
 */
export function startFacts(state: Handoff, occurrence: Occurrence, circumstances: Circumstances): HandoffFact[] {
  return circumstances.terms.body.clocks
    .filter(
      (definition) =>
        definition.start === nameOf(occurrence) &&
        !state.clocks.some(
          (clock) => clock.name === definition.name && (isOpen(clock) || clock.attempt === state.attempt),
        ) &&
        !definition.stop.some((stop) => hasHappened(stop, state)),
    )
    .map((definition) => startFact(state, definition, circumstances, momentOf(occurrence, circumstances)));
}

/** Whether what a clock waits for is behind the handoff as it is: a milestone that was reached, or its acceptance. */
export function hasHappened(stop: string, { state, milestones }: Handoff): boolean {
  return (stop === 'accepted' && state === 'accepted') || milestones.some(({ name }) => name === stop);
}

/** A fresh accept clock for the right owner, in place of the one that ran for the wrong one. */
export function restartFacts(state: Handoff, circumstances: Circumstances): HandoffFact[] {
  const { now } = circumstances;
  const definitions = circumstances.terms.body.clocks.filter(isAcceptClock);
  const stops = openClocks(state)
    .filter(({ name }) => definitions.some((definition) => definition.name === name))
    .map((clock) => stopFact(clock, false, circumstances, now));
  return [...stops, ...definitions.map((definition) => startFact(state, definition, circumstances, now))];
}

/** Whether a clock measures how long the receiver takes to accept. */
function isAcceptClock({ start, stop }: ClockDefinition): boolean {
  return start === 'submitted' && stop.includes('accepted');
}

/** Ends `clock` at `at`: in time if what it waited for has happened and it is not late. */
export function stopFact(clock: OpenClock, awaited: boolean, circumstances: Circumstances, at: Instant): HandoffFact {
  const { terms, actor, now } = circumstances;
  const ref = { clock: clock.name, attempt: clock.attempt };
  const elapsed = elapsedSeconds(clock, terms, at);
  const fact = { occurredAt: at, ...(at < now ? { detectedAt: now } : {}), actor };
  if (clock.state === 'breached_open') {
    const lateSeconds = Math.max(0, toMilliseconds(elapsed - clock.targetSeconds));
    const data = { ...ref, dueAt: clock.dueAt, elapsedSeconds: elapsed, lateSeconds };
    return { ...fact, type: 'clock.closed', data };
  }
  if (!awaited) return { ...fact, type: 'clock.cancelled', data: { ...ref, elapsedSeconds: elapsed } };
  const dueAt = clock.state === 'running' ? { dueAt: clock.dueAt } : {};
  return { ...fact, type: 'clock.met', data: { ...ref, ...dueAt, elapsedSeconds: elapsed } };
}

export function openClocks({ clocks }: Handoff): OpenClock[] {
  return clocks.filter(isOpen);
}

function startFact(
  state: Handoff,
  definition: ClockDefinition,
  { terms, actor, now }: Circumstances,
  at: Instant,
): HandoffFact {
  const { name, calendarId } = definition;
  const time = terms.workingTime(calendarId);
  const target = targetOf(definition, state.priority);
  const dueAt = dueFromStart(target, at, time);
  const progress = { targetSeconds: time.elapsedSeconds(at, dueAt), elapsed: 0, at, time };
  return {
    type: 'clock.started',
    occurredAt: at,
    ...(at < now ? { detectedAt: now } : {}),
    actor,
    data: {
      clock: name,
      attempt: state.attempt,
      target,
      targetSeconds: progress.targetSeconds,
      ...(calendarId === undefined ? {} : { calendarId }),
      dueAt,
      warnings: planWarnings(definition.warnAt, progress),
      // Steps of a clock that began in the past are due with the report of that: they rewrite no other history.
      escalations: planSteps(stepsOf(terms, name), progress).map((step) => settle(step, definition, terms, now)),
      ...(state.paused?.clocks.includes(name) === true ? { paused: true as const } : {}),
    },
  };
}

function nameOf(occurrence: Occurrence): string {
  return typeof occurrence === 'string' ? occurrence : occurrence.milestone;
}

function momentOf(occurrence: Occurrence, { now }: Circumstances): Instant {
  return typeof occurrence === 'string' ? now : occurrence.at;
}
