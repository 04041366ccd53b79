import type { ContractBody } from '#domain/contract/body.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';

/** `events` of a handoff that was submitted under the first version of every calendar of `body`. */
export function pinned(events: readonly HandoffEvent[], { clocks }: ContractBody): HandoffEvent[] {
  const calendars = Object.fromEntries(clocks.flatMap(({ calendarId }) => (calendarId ? [[calendarId, 1]] : [])));
  return events.map((event) =>
    event.type === 'handoff.submitted' ? { ...event, data: { ...event.data, calendars } } : event,
  );
}
