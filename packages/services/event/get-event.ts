import { type CallContext, notFound, requireScope } from '../context.ts';
import { findEvent } from './find-event.ts';
import type { ListedEvent } from './list-events.ts';

/** One event by its id, however old it is. @throws DomainError `not_found` */
export async function getEvent(context: CallContext, id: string): Promise<ListedEvent> {
  requireScope(context, 'webhooks:read');
  const found = await findEvent(context, id);
  if (found === undefined) throw notFound('event', id);
  return { ...found.event, recordedAt: found.recordedAt };
}
