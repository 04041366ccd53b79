import { invalid, type Violation } from '#domain/problem.ts';
import type { CalendarInput } from '#domain/sla/calendar.ts';
import { checkCalendar } from '#domain/sla/check-calendar.ts';

/** Bytes of UTF-8 that a calendar may have as compact JSON: whoever times by it keeps it in memory. */
export const MAX_CALENDAR_BYTES = 64 * 1024;

/** Everything that speaks against a well-formed calendar, with JSON Pointers into it. */
export function faultsOf(calendar: CalendarInput): readonly Violation[] {
  const bytes = Buffer.byteLength(JSON.stringify(calendar));
  if (bytes > MAX_CALENDAR_BYTES) {
    const message = `the calendar is ${Math.ceil(bytes / 1024)} KiB of JSON; at most ${MAX_CALENDAR_BYTES / 1024} KiB are allowed`;
    return [{ pointer: '', code: 'calendar_too_large', message }];
  }
  return checkCalendar(calendar);
}

/** Refuses a calendar that contradicts itself, with every cause. @throws DomainError `validation_failed` */
export function requireSound(calendar: CalendarInput): void {
  const faults = faultsOf(calendar);
  if (faults.length > 0) throw invalid(...faults);
}
