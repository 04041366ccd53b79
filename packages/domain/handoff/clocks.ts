import type { ClockDefinition } from '../contract/body.ts';
import { durationSeconds } from '../contract/duration.ts';
import type { Instant } from '../instant.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '../sla/working-time.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import type { PlannedStep } from './parts.ts';
import { type Clock, type Handoff, isOpen, type OpenClock, TERMINAL_STATES } from './state.ts';
import type { Circumstances, Terms } from './terms.ts';

/** Facts of a handoff's life that start and stop clocks. */
export type LifecycleOccurrence = 'submitted' | 'accepted' | 'rejected' | 'completed' | 'cancelled';
/** A milestone starts and stops clocks too; no milestone has the name of a lifecycle fact. */
export type Occurrence = LifecycleOccurrence | { readonly milestone: string };

/**
 * What `occurrence` does to the clocks of `state`, the state after it: stops those that wait for it, starts those that
 * begin with it, and ends all of them where nobody owes anything more.
 */
export function clockFacts(state: Handoff, occurrence: Occurrence, circumstances: Circumstances): HandoffFact[] {
  const starts = circumstances.terms.body.clocks
    .filter((definition) => definition.start === nameOf(occurrence) && !hasRun(state, definition.name))
    .map((definition) => startFact(state, definition, circumstances));
  return [...stopFacts(state, occurrence, circumstances), ...starts];
}

/** What `occurrence` ends: the clocks that wait for it, and all of them where nobody owes anything more. */
export function stopFacts(state: Handoff, occurrence: Occurrence, circumstances: Circumstances): HandoffFact[] {
  const ended = TERMINAL_STATES.has(state.state);
  return state.clocks.filter(isOpen).flatMap((clock) => {
    const awaited = definitionOf(circumstances.terms, clock.name)?.stop.includes(nameOf(occurrence)) ?? false;
    return awaited || ended ? [stopFact(clock, awaited, circumstances)] : [];
  });
}

/** `facts`, and what `occurrence` then does to the clocks. */
export function withClocks(
  state: Handoff,
  occurrence: Occurrence,
  facts: readonly HandoffFact[],
  circumstances: Circumstances,
): HandoffFact[] {
  return [...facts, ...clockFacts(applyFacts(state.id, state, facts).state, occurrence, circumstances)];
}

/** Fresh clocks for those that `occurrence` starts, although they have run in this attempt: after a misroute. */
export function restartFacts(state: Handoff, occurrence: Occurrence, circumstances: Circumstances): HandoffFact[] {
  return circumstances.terms.body.clocks
    .filter(
      ({ start, name }) => start === nameOf(occurrence) && !state.clocks.some((c) => c.name === name && isOpen(c)),
    )
    .map((definition) => startFact(state, definition, circumstances));
}

/** Working time of `clock` up to its stop, or up to `now` while it is open. */
export function elapsedSeconds(clock: Clock, terms: Terms, now: Instant): number {
  if (!isOpen(clock)) return clock.elapsedSeconds;
  return now <= clock.startedAt ? 0 : terms.workingTime(clock.calendarId).elapsedSeconds(clock.startedAt, now);
}

/** Working seconds until `clock` falls due: negative when late, undefined once it has been stopped. */
export function remainingSeconds(clock: Clock, terms: Terms, now: Instant): number | undefined {
  if (!isOpen(clock)) return undefined;
  const time = terms.workingTime(clock.calendarId);
  return now <= clock.dueAt ? time.elapsedSeconds(now, clock.dueAt) : -time.elapsedSeconds(clock.dueAt, now);
}

/** The escalation steps that a breach at `dueAt` makes due: those after it, and those at 100 % of the target. */
export function stepsAfterBreach(terms: Terms, clock: OpenClock): PlannedStep[] {
  const time = terms.workingTime(clock.calendarId);
  return stepsOf(terms, clock.name).flatMap(({ id, at }) => {
    if ('elapsed' in at) return at.elapsed < 1 ? [] : [{ stepId: id, at: clock.dueAt, repetition: 0 }];
    return [{ stepId: id, at: later(clock.dueAt, at.afterBreach, at.working, time), repetition: 0 }];
  });
}

/** The steps of a clock's escalation path. */
export function stepsOf(terms: Terms, clockName: string) {
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

function nameOf(occurrence: Occurrence): string {
  return typeof occurrence === 'string' ? occurrence : occurrence.milestone;
}

function hasRun(state: Handoff, clockName: string): boolean {
  return state.clocks.some(({ name, attempt }) => name === clockName && attempt === state.attempt);
}

function startFact(state: Handoff, definition: ClockDefinition, circumstances: Circumstances): HandoffFact {
  const { terms, now, actor } = circumstances;
  const time = terms.workingTime(definition.calendarId);
  const dueAt = due(definition, now, time);
  const targetSeconds = time.elapsedSeconds(now, dueAt);
  // Rounded down, so that what is told before the due instant is never told at it, however short the target.
  const share = (fraction: number) => time.add(now, Math.floor(targetSeconds * fraction));
  return {
    type: 'clock.started',
    occurredAt: now,
    actor,
    data: {
      clock: definition.name,
      attempt: state.attempt,
      target: definition.target,
      ...(definition.calendarId === undefined ? {} : { calendarId: definition.calendarId }),
      dueAt,
      warnings: [...new Set(definition.warnAt)]
        .sort((a, b) => a - b)
        .map((fraction) => ({ fraction, at: share(fraction) })),
      escalations: stepsOf(terms, definition.name).flatMap(({ id, at }) =>
        'elapsed' in at && at.elapsed < 1 ? [{ stepId: id, at: share(at.elapsed), repetition: 0 }] : [],
      ),
    },
  };
}

function due({ target }: ClockDefinition, start: Instant, time: WorkingTime): Instant {
  return typeof target === 'string'
    ? time.add(start, durationSeconds(target))
    : time.addBusinessDays(start, target.businessDays);
}

function stopFact(clock: OpenClock, awaited: boolean, { terms, now, actor }: Circumstances): HandoffFact {
  const ref = { clock: clock.name, attempt: clock.attempt };
  const elapsed = elapsedSeconds(clock, terms, now);
  const fact = { occurredAt: now, actor };
  if (clock.state === 'breached_open') {
    const lateSeconds = terms.workingTime(clock.calendarId).elapsedSeconds(clock.dueAt, now);
    return {
      ...fact,
      type: 'clock.closed',
      data: { ...ref, dueAt: clock.dueAt, elapsedSeconds: elapsed, lateSeconds },
    };
  }
  return awaited
    ? { ...fact, type: 'clock.met', data: { ...ref, dueAt: clock.dueAt, elapsedSeconds: elapsed } }
    : { ...fact, type: 'clock.cancelled', data: { ...ref, elapsedSeconds: elapsed } };
}
