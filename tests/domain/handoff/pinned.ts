import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { CalendarPins } from '#domain/handoff/parts.ts';

/** `events` of a handoff that was submitted under these calendar versions. */
export function pinned(events: readonly HandoffEvent[], calendars: CalendarPins): HandoffEvent[] {
  return events.map((event) =>
    event.type === 'handoff.submitted' ? { ...event, data: { ...event.data, calendars: { ...calendars } } } : event,
  );
}
