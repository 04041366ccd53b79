import { isDeepStrictEqual } from 'node:util';
import { type ClockDefinition, targetOf } from '../contract/body.ts';
import { definitionOf, fractionsAhead, type Progress, planWarnings } from './clock-plan.ts';
import { isOf } from './clock-ref.ts';
import { elapsedSeconds } from './clock-time.ts';
import { hasHappened, openClocks, stopFact } from './clocks.ts';
import type { MigrateCommand } from './commands.ts';
import { courseData, courseOf } from './course.ts';
import { escalates } from './escalates.ts';
import type { HandoffFact, When } from './events.ts';
import type { PlannedStep } from './parts.ts';
import type { Handoff, OpenClock, TimelyClock } from './state.ts';
import { isBeforeBreach, planSteps, settle, stepsOf } from './step-plan.ts';
import type { Circumstances, Terms } from './terms.ts';

/**
 * On to another version of its contract. Open clocks keep what they have counted and get the target and calendar of
 * that version; none becomes late by it. A clock that the version has not, or for which it waits for what has happened
 * already, is cancelled; one that is late stays late.
 */
export function migrate(
  state: Handoff,
  { to, calendars }: MigrateCommand,
  circumstances: Circumstances,
): HandoffFact[] {
  const { now, actor } = circumstances;
  const when = { occurredAt: now, actor };
  const data = {
    fromVersion: state.contractVersion,
    toVersion: to.contractVersion,
    ...(Object.keys(calendars).length === 0 ? {} : { calendars: { ...calendars } }),
  };
  const clocks = openClocks(state).flatMap((clock): HandoffFact[] => {
    const definition = definitionOf(to, clock.name);
    if (definition === undefined || definition.stop.some((stop) => hasHappened(stop, state))) {
      return [stopFact(clock, false, circumstances, now)];
    }
    const move = { state, definition, from: circumstances.terms, to, when };
    const moved = clock.state === 'breached_open' ? movedLate(clock, move) : movedTimely(clock, move);
    return changes(clock, state, moved) ? [moved] : [];
  });
  return [{ ...when, type: 'handoff.migrated', data }, ...clocks];
}

type Moved = Extract<HandoffFact, { type: 'clock.retargeted' }>;

/** Whether the clock is to go by anything else than before. */
function changes(clock: OpenClock, state: Handoff, { data }: Moved): boolean {
  const { target, calendarId, targetSeconds, shortNotice } = clock;
  const plan = clock.state === 'running' ? { dueAt: clock.dueAt, warnings: clock.warnings } : {};
  const before = { target, calendarId, targetSeconds, shortNotice, ...plan, escalations: pendingOf(state, clock) };
  const { warnings, escalations } = data;
  const told = clock.state === 'running' ? { dueAt: data.dueAt, warnings } : {};
  const after = {
    target: data.target,
    calendarId: data.calendarId,
    targetSeconds: data.targetSeconds,
    shortNotice: data.shortNotice,
    ...told,
    escalations,
  };
  return !isDeepStrictEqual(before, after);
}

interface Move {
  readonly state: Handoff;
  readonly definition: ClockDefinition;
  readonly from: Terms;
  readonly to: Terms;
  readonly when: When;
}

function movedTimely(clock: TimelyClock, move: Move): Moved {
  const { state, definition, from, to, when } = move;
  const time = to.workingTime(definition.calendarId);
  const elapsed = elapsedSeconds(clock, from, when.occurredAt);
  const course = courseOf({ clock, target: targetOf(definition, state.priority), elapsed, time, when });
  return {
    ...when,
    type: 'clock.retargeted',
    data: {
      ...courseData(clock, course),
      cause: 'migration',
      ...calendarOf(definition),
      warnings: clock.state === 'paused' ? [] : planWarnings(fractionsAhead(definition, clock), course.progress),
      escalations: escalates(definition, state) ? newSteps(clock, move, course.progress) : [],
    },
  };
}

function movedLate(clock: Extract<OpenClock, { state: 'breached_open' }>, move: Move): Moved {
  const { state, definition, from, to, when } = move;
  const known = new Set(stepsOf(to, clock.name).map(({ id }) => id));
  return {
    ...when,
    type: 'clock.retargeted',
    data: {
      clock: clock.name,
      attempt: clock.attempt,
      cause: 'migration',
      target: clock.target,
      targetSeconds: clock.targetSeconds,
      elapsedSeconds: elapsedSeconds(clock, from, when.occurredAt),
      dueAt: clock.dueAt,
      ...calendarOf(definition),
      warnings: [],
      escalations: pendingOf(state, clock)
        .filter(({ stepId }) => known.has(stepId))
        .map((step) => settle(step, definition, to)),
    },
  };
}

function calendarOf({ calendarId }: ClockDefinition): { calendarId?: string } {
  return calendarId === undefined ? {} : { calendarId };
}

/** The new version's steps before the breach that have not been taken under the old one, and repetitions under way. */
function newSteps(clock: TimelyClock, { state, definition, from, to }: Move, progress: Progress): PlannedStep[] {
  const pending = pendingOf(state, clock);
  const before = new Set(stepsOf(from, clock.name).map(({ id }) => id));
  const definitions = stepsOf(to, clock.name);
  const fresh = definitions.filter(
    ({ id, at }) =>
      isBeforeBreach(at) &&
      (!before.has(id) || pending.some(({ stepId, repetition }) => stepId === id && repetition === 0)),
  );
  const underWay = pending
    .filter(({ stepId, repetition }) => repetition > 0 && definitions.some(({ id }) => id === stepId))
    .map((step) => settle(step, definition, to));
  return [...planSteps(fresh, progress), ...underWay];
}

function pendingOf(state: Handoff, clock: OpenClock): PlannedStep[] {
  return state.escalations
    .filter((step) => isOf(step, clock))
    .map(({ stepId, at, repetition }) => ({ stepId, at, repetition }));
}
