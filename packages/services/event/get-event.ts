import { type PublishedEvent, publishHandoffEvent } from '#domain/published-event.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';

/** One event by its id, as subscribers get it, however old it is. @throws DomainError `not_found` */
export async function getEvent(context: CallContext, id: string): Promise<PublishedEvent> {
  requireScope(context, 'webhooks:read');
  const [, ulid, sequence] = /^evt_([0-9A-Z]{26})(?:_(\d{6,9}))?$/.exec(id) ?? [];
  if (ulid === undefined) throw notFound('event', id);
  const found =
    sequence === undefined
      ? await context.stores.eventLog.configurationEvent(id)
      : await handoffEvent(context, `hnd_${ulid}`, Number(sequence));
  // what was found is the first from there on, and a sequence can be written with more zeros than the id has
  if (found?.id !== id) throw notFound('event', id);
  return found;
}

/** It is kept with its handoff, and its id says where. */
async function handoffEvent(
  { stores, tenantId, mode }: CallContext,
  handoffId: string,
  sequence: number,
): Promise<PublishedEvent | undefined> {
  const { data } = await stores.handoffs.events(handoffId, { afterSequence: Math.max(sequence - 1, 0), limit: 1 });
  const [event] = data;
  return event && publishHandoffEvent(event, tenantId, mode);
}
