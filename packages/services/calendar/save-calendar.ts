import type { Calendar } from '#domain/sla/calendar.ts';
import type { CallContext } from '../context.ts';
import { saveDocument } from '../documents.ts';

/** Saves a calendar, and with it the version that stays. @throws DomainError `concurrent_update` */
export async function saveCalendar({ stores }: CallContext, calendar: Calendar): Promise<Calendar> {
  return saveDocument(stores.calendars, 'calendar', calendar, [
    stores.calendarVersions.keeping(calendar),
    stores.routing.stamping(),
  ]);
}
