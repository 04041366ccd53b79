import type { Calendar } from '#domain/sla/calendar.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';

/** @throws DomainError `insufficient_scope`, `not_found` */
export async function getCalendar(context: CallContext, id: string): Promise<Calendar> {
  requireScope(context, 'contracts:read');
  return findDocument(context.stores.calendars, 'calendar', id);
}
