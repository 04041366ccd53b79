import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { naming, requireUnused } from '../routing/in-use.ts';

/**
 * Removes a calendar that no owner has, but not its versions: clocks that run, and contracts in force, go on by them.
 * Nothing that is published from now on can name it.
 *
 * @throws DomainError `insufficient_scope`, `not_found`, `in_use` with the owners whose hours it is, `concurrent_update`
 */
export async function deleteCalendar(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  requireScope(context, 'contracts:write');
  const { calendars, owners, routing } = context.stores;
  const calendar = await findDocument(calendars, 'calendar', id, ifVersion);
  const ids = await naming(owners, ({ calendarId }) => calendarId === id);
  const advice = 'Owners work by it; give them another, or none with `"calendarId": null`.';
  requireUnused({ kind: 'owners', ids, advice });
  await removeDocument(context, calendars, 'calendar', calendar, { beside: [routing.stamping()] });
}
