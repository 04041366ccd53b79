import type { Calendar } from '#domain/sla/calendar.ts';
import type { Write } from '#storage/tenant-table.ts';
import type { CallContext } from '../context.ts';

/** What goes with each change of a calendar: the version that stays, and the mark by which rosters know of it. */
export function besideCalendar({ stores }: CallContext, calendar: Calendar): Write[] {
  return [stores.calendarVersions.keeping(calendar), stores.routing.stamping()];
}
