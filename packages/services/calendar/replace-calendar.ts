import type { Calendar, CalendarInput } from '#domain/sla/calendar.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { requireSound } from './check.ts';
import { besideCalendar } from './save-calendar.ts';

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
  const { calendars } = context.stores;
  const before = await findDocument(calendars, 'calendar', id, ifVersion);
  const { version, createdAt } = before;
  const after = { ...input, id, version: version + 1, createdAt, updatedAt: context.now };
  return saveDocument(context, calendars, 'calendar', { before, after }, { beside: besideCalendar(context, after) });
}
