import { type PublishedEvent, publishHandoffEvent } from '#domain/published-event.ts';
import { type CallContext, requireScope } from '../context.ts';
import { decodeCursor, encodeCursor, foreignCursor, type Page, type PageRequest } from '../page.ts';
import { findHandoff } from './get-handoff.ts';

/** The timeline of a handoff, in `sequence` order. @throws DomainError `not_found` */
export async function listHandoffEvents(
  context: CallContext,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Page<PublishedEvent>> {
  requireScope(context, 'handoffs:read');
  await findHandoff(context, id);
  const afterSequence = cursor === undefined ? 0 : sequenceOf(decodeCursor(cursor));
  const { data, more } = await context.stores.handoffs.events(id, { afterSequence, limit });
  const last = data.at(-1);
  return {
    data: data.map((event) => publishHandoffEvent(event, context.tenantId, context.mode)),
    nextCursor: more && last !== undefined ? encodeCursor(String(last.sequence)) : null,
  };
}

function sequenceOf(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw foreignCursor();
}
