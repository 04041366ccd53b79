import type { Instant } from '../instant.ts';
import type { EventOf, HandoffEvent } from './events.ts';
import { type Clock, type Handoff, isOpen, isStill } from './state.ts';

/** What a clock goes by. */
export interface ClockGoal {
  readonly target: Clock['target'];
  readonly targetSeconds: number;
  /** Null around the clock. */
  readonly calendarId: string | null;
  /** Null while it stands still in a pause. */
  readonly dueAt: Instant | null;
}

/** Something that changed the course of a clock while it was open. */
export type ClockChange =
  | { readonly at: Instant; readonly change: 'paused'; readonly reason: string; readonly resumesAt: Instant }
  | {
      readonly at: Instant;
      readonly change: 'resumed';
      readonly cause: EventOf<'handoff.resumed'>['data']['cause'];
      readonly dueAt: Instant | null;
    }
  | {
      readonly at: Instant;
      readonly change: 'retargeted';
      readonly cause: EventOf<'clock.retargeted'>['data']['cause'];
      readonly from: ClockGoal;
      readonly to: ClockGoal;
      /** The new target had passed already. */
      readonly shortNotice?: true;
    }
  | {
      readonly at: Instant;
      readonly change: 'migrated';
      readonly fromVersion: number;
      readonly toVersion: number;
    }
  | {
      readonly at: Instant;
      readonly change: 'rebased';
      readonly calendarId: string;
      readonly fromVersion: number;
      readonly toVersion: number;
    };

/** What `event` changed of a clock: `before` it, if the clock ran then, and after it. */
export function changeOf(
  before: Clock | undefined,
  clock: Clock,
  { paused }: Handoff,
  event: HandoffEvent,
): ClockChange[] {
  const at = event.occurredAt;
  if (before === undefined) {
    return paused !== undefined && isOpen(clock) && isStill(clock) ? [pausedBy(at, paused)] : [];
  }
  // an event leaves the clocks that it is not about as they are
  return isOpen(before)
    ? (termsChangeOf(before, event) ?? (before === clock ? [] : courseChangeOf(before, clock, event)))
    : [];
}

/** What changed for all clocks of the handoff, whatever it came to for this one. */
function termsChangeOf({ calendarId }: Clock, event: HandoffEvent): ClockChange[] | undefined {
  if (event.type === 'handoff.migrated') {
    const { fromVersion, toVersion } = event.data;
    return [{ at: event.occurredAt, change: 'migrated', fromVersion, toVersion }];
  }
  if (event.type !== 'handoff.rebased') return undefined;
  const { counted: _counted, ...versions } = event.data;
  return calendarId === versions.calendarId ? [{ at: event.occurredAt, change: 'rebased', ...versions }] : [];
}

function courseChangeOf(before: Clock, clock: Clock, event: HandoffEvent): ClockChange[] {
  const at = event.occurredAt;
  switch (event.type) {
    case 'handoff.paused':
      return [pausedBy(at, event.data)];
    case 'handoff.resumed':
      return [{ at, change: 'resumed', cause: event.data.cause, dueAt: goalOf(clock).dueAt }];
    case 'clock.retargeted': {
      const { cause, shortNotice } = event.data;
      const short = shortNotice === undefined ? {} : { shortNotice };
      return [{ at, change: 'retargeted', cause, from: goalOf(before), to: goalOf(clock), ...short }];
    }
    default:
      return [];
  }
}

function pausedBy(
  at: Instant,
  { reason, resumesAt }: Pick<NonNullable<Handoff['paused']>, 'reason' | 'resumesAt'>,
): ClockChange {
  return { at, change: 'paused', reason, resumesAt };
}

function goalOf(clock: Clock): ClockGoal {
  const { target, targetSeconds, calendarId = null } = clock;
  return { target, targetSeconds, calendarId, dueAt: 'dueAt' in clock ? (clock.dueAt ?? null) : null };
}
