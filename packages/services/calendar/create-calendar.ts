import { DomainError } from '#domain/problem.ts';
import type { Calendar, CalendarInput } from '#domain/sla/calendar.ts';
import { type CallContext, requireScope } from '../context.ts';
import { requireSound } from './check.ts';
import { saveCalendar } from './save-calendar.ts';

/** How many calendars a tenant may have in one mode. */
const LIMIT = 500;

/** @throws DomainError `insufficient_scope`, `validation_failed`, `limit_reached` */
export async function createCalendar(context: CallContext, input: CalendarInput): Promise<Calendar> {
  requireScope(context, 'contracts:write');
  requireSound(input);
  await requireRoom(context);
  const { now, newId } = context;
  return saveCalendar(context, { ...input, id: newId('cal'), version: 1, createdAt: now, updatedAt: now });
}

/** Counts page by page: calendars may be large, and DynamoDB answers a megabyte at a time. */
async function requireRoom({ stores }: CallContext): Promise<void> {
  let present = 0;
  let after: string | undefined;
  do {
    const page = await stores.calendars.list({ limit: LIMIT, ...(after === undefined ? {} : { after }) });
    present += page.data.length;
    after = page.next;
  } while (after !== undefined && present < LIMIT);
  if (present < LIMIT) return;
  throw new DomainError('limit_reached', `A tenant has at most ${LIMIT} calendars; remove one first.`, {
    extensions: { limit: LIMIT },
  });
}
