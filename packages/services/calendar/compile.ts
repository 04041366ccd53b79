import type { WorkingHours } from '#domain/sla/calendar.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';

/** The arithmetic of a calendar. It is loaded when the first one is used: no cold start without calendars pays for it. */
export async function workingTimeOf(hours: WorkingHours): Promise<WorkingTime> {
  const { calendarTime } = await import('#domain/sla/calendar-time.ts');
  return calendarTime(hours);
}
