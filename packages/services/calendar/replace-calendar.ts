import type { Calendar, CalendarInput } from '#domain/sla/calendar.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { requireSound } from './check.ts';
import { saveCalendar } from './save-calendar.ts';

/**
 * Puts `input` in the calendar's place, as its next version. Clocks that run keep the version they began under.
 *
 * @throws DomainError `insufficient_scope`, `validation_failed`, `not_found`, `concurrent_update`
 */
export async function replaceCalendar(
  context: CallContext,
  id: string,
  input: CalendarInput,
  ifVersion?: number,
): Promise<Calendar> {
  requireScope(context, 'contracts:write');
  requireSound(input);
  const { version, createdAt } = await findDocument(context.stores.calendars, 'calendar', id, ifVersion);
  return saveCalendar(context, { ...input, id, version: version + 1, createdAt, updatedAt: context.now });
}
