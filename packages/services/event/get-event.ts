import type { PublishedEvent } from '#domain/published-event.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { findEvent } from './find-event.ts';

/** One event by its id, as subscribers get it, however old it is. @throws DomainError `not_found` */
export async function getEvent(context: CallContext, id: string): Promise<PublishedEvent> {
  requireScope(context, 'webhooks:read');
  const found = await findEvent(context, id);
  if (found === undefined) throw notFound('event', id);
  return found;
}
