import type { Instant } from '../instant.ts';
import { type ClockChange, changeOf } from './clock-change.ts';
import type { HandoffEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type HolderSpan, withHolder } from './holders.ts';
import { type Clock, type Handoff, isOpen, isStill } from './state.ts';

/** A version of a calendar. */
export interface CalendarRef {
  readonly calendarId: string;
  readonly version: number;
}

/** How a clock goes from `from` on, until the next stretch: it stands still, or counts the time of `calendar`. */
export interface ClockStretch {
  readonly from: Instant;
  readonly still: boolean;
  /** Absent: around the clock. */
  readonly calendar?: CalendarRef;
}

/** What the events of a handoff say of one run of one clock. */
export interface ClockTrace {
  /** 1 for the first run of that name in the handoff, 2 for the next. */
  readonly run: number;
  /** As the last event left it. */
  readonly clock: Clock;
  readonly stretches: readonly ClockStretch[];
  /** Who had the handoff, from its birth on. */
  readonly holders: readonly HolderSpan[];
  readonly changes: readonly ClockChange[];
}

/**
 * Follows one run of the clock `name` through all events of a handoff: the latest of those that `attempt` and `run`
 * allow. Undefined if there was none.
 */
export function traceClock(
  events: readonly HandoffEvent[],
  name: string,
  attempt?: number,
  run?: number,
): ClockTrace | undefined {
  const starts = events.filter(({ type, data }) => type === 'clock.started' && data.clock === name);
  const start = starts.findLast(
    ({ data }, index) =>
      (attempt === undefined || ('attempt' in data && data.attempt === attempt)) &&
      (run === undefined || index + 1 === run),
  );
  if (start === undefined) return undefined;
  const stretches: ClockStretch[] = [];
  const changes: ClockChange[] = [];
  let holders: readonly HolderSpan[] = [];
  let state: Handoff | undefined;
  let at: number | undefined;
  for (const event of events) {
    const before = at === undefined ? undefined : state?.clocks[at];
    const after: Handoff = evolve(state, event);
    holders = withHolder(holders, event, after);
    if (event === start) at = after.clocks.length - 1;
    const clock = at === undefined ? undefined : after.clocks[at];
    if (clock !== undefined) {
      stretches.push(...stretchFrom(before, clock, after, event.occurredAt));
      changes.push(...changeOf(before, clock, after, event));
    }
    state = after;
  }
  const clock = at === undefined ? undefined : state?.clocks[at];
  return clock && { run: starts.indexOf(start) + 1, clock, stretches, holders, changes };
}

/** The stretch that begins where what the clock has counted was written down anew. */
function stretchFrom(before: Clock | undefined, clock: Clock, after: Handoff, at: Instant): ClockStretch[] {
  if (!isOpen(clock) || (before !== undefined && before.counted === clock.counted)) return [];
  const from = clock.counted?.from ?? at;
  if (isStill(clock)) return [{ from, still: true }];
  const { calendarId } = clock;
  if (calendarId === undefined) return [{ from, still: false }];
  const version = after.calendars?.[calendarId];
  if (version === undefined) throw new Error(`a clock goes by the calendar ${calendarId}, which is not pinned`);
  return [{ from, still: false, calendar: { calendarId, version } }];
}
