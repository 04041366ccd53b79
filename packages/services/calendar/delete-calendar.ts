import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';

/**
 * Removes the calendar, but not its versions: clocks that run, and contracts in force, go on by them. Nothing that is
 * published from now on can name it.
 *
 * @throws DomainError `insufficient_scope`, `not_found`, `concurrent_update`
 */
export async function deleteCalendar(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'contracts:write');
  const { calendars, routing } = context.stores;
  const calendar = await findDocument(calendars, 'calendar', id);
  await removeDocument(context, calendars, 'calendar', calendar, { beside: [routing.stamping()] });
}
