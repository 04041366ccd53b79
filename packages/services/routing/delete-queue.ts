import { epochOf } from '#domain/instant.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { handoffsWith, naming, requireUnused } from './in-use.ts';

/**
 * Removes a queue in which nothing waits and that no other falls back to. Contracts in force may go on naming it: routing
 * passes it over.
 *
 * @throws DomainError `not_found`, `in_use` with all that needs it, `concurrent_update`
 */
export async function deleteQueue(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  requireScope(context, 'routing:write');
  const { stores, now } = context;
  const queue = await findDocument(stores.queues, 'queue', id, ifVersion);
  const fallsBack = ({ fallback }: typeof queue) =>
    fallback !== undefined && 'queueId' in fallback && fallback.queueId === id;
  const [handoffs, queues] = await Promise.all([
    handoffsWith(context, { queueId: id }),
    naming(stores.queues, (other) => other.id !== id && fallsBack(other)),
  ]);
  requireUnused(
    { kind: 'handoffs', ids: handoffs, advice: 'Handoffs wait in it; reassign those, or let them be claimed.' },
    { kind: 'queues', ids: queues, advice: 'Other queues fall back to it; change those.' },
  );
  await removeDocument(context, stores.queues, 'queue', queue, {
    beside: [stores.routing.stamping(), stores.routing.closing(id, epochOf(now) / 1000)],
  });
}
