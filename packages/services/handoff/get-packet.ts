import type { TravellingPacket } from '#domain/packet/inherited.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { findHandoff } from './get-handoff.ts';

/** The packet of a revision, the latest unless one is named. @throws DomainError `not_found` */
export async function getPacket(
  context: CallContext,
  id: string,
  revision?: number,
): Promise<TravellingPacket & { readonly revision: number }> {
  requireScope(context, 'handoffs:read');
  const { packetRevision } = await findHandoff(context, id);
  const wanted = revision ?? packetRevision;
  const found = await context.stores.handoffs.getTravelling(id, wanted);
  if (found === undefined) throw notFound('packet revision', `${wanted} of ${id}`);
  return { revision: wanted, ...found };
}
