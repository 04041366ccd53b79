import type { Calendar } from '#domain/sla/calendar.ts';
import { type CallContext, requireScope } from '../context.ts';
import { listDocuments } from '../documents.ts';
import type { Page, PageRequest } from '../page.ts';

/** In the order of their creation. @throws DomainError `insufficient_scope`, `validation_failed` */
export async function listCalendars(context: CallContext, request: PageRequest): Promise<Page<Calendar>> {
  requireScope(context, 'contracts:read');
  return listDocuments(context.stores.calendars, request);
}
