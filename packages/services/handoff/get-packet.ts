import { type CallContext, notFound, requireScope } from '../context.ts';
import { findHandoff } from './get-handoff.ts';

/** The packet of a revision, the latest unless one is named. @throws DomainError `not_found` */
export async function getPacket(
  context: CallContext,
  id: string,
  revision?: number,
): Promise<{ readonly revision: number; readonly packet: unknown }> {
  requireScope(context, 'handoffs:read');
  const { packetRevision } = await findHandoff(context, id);
  const wanted = revision ?? packetRevision;
  const packet = await context.stores.handoffs.getPacket(id, wanted);
  if (packet === undefined) throw notFound('packet revision', `${wanted} of ${id}`);
  return { revision: wanted, packet };
}
