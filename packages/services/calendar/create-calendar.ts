import type { Calendar, CalendarInput } from '#domain/sla/calendar.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import { requireSound } from './check.ts';
import { besideCalendar } from './save-calendar.ts';

/** @throws DomainError `insufficient_scope`, `validation_failed`, `limit_reached` */
export async function createCalendar(context: CallContext, input: CalendarInput): Promise<Calendar> {
  requireScope(context, 'contracts:write');
  requireSound(input);
  const { now, newId, stores } = context;
  const calendar = { ...input, id: newId('cal'), version: 1, createdAt: now, updatedAt: now };
  const kind = { kind: 'calendar', limit: limitsOf(context).calendars };
  return createDocument(context, stores.calendars, kind, calendar, { beside: besideCalendar(context, calendar) });
}
