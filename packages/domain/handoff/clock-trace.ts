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
  /** As the last event left it. */
  readonly clock: Clock;
  readonly stretches: readonly ClockStretch[];
  /** Who had the handoff, from its birth on. */
  readonly holders: readonly HolderSpan[];
  readonly changes: readonly ClockChange[];
}

/**
 * Follows the latest run of the clock `name`, or the latest of one `attempt`, through all events of a handoff. Undefined
 * if it has had no such clock.
 */
export function traceClock(events: readonly HandoffEvent[], name: string, attempt?: number): ClockTrace | undefined {
  const start = events.findLast(
    ({ type, data }) =>
      type === 'clock.started' && data.clock === name && (attempt === undefined || data.attempt === attempt),
  );
  if (start === undefined) return undefined;
  const stretches: ClockStretch[] = [];
  const changes: ClockChange[] = [];
  let holders: readonly HolderSpan[] = [];
  let state: Handoff | undefined;
  let run: number | undefined;
  for (const event of events) {
    const before = run === undefined ? undefined : state?.clocks[run];
    const after: Handoff = evolve(state, event);
    holders = withHolder(holders, event, after);
    if (event === start) run = after.clocks.length - 1;
    const clock = run === undefined ? undefined : after.clocks[run];
    if (clock !== undefined) {
      stretches.push(...stretchFrom(before, clock, after, event.occurredAt));
      changes.push(...changeOf(before, clock, after, event));
    }
    state = after;
  }
  const clock = run === undefined ? undefined : state?.clocks[run];
  return clock && { clock, stretches, holders, changes };
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
