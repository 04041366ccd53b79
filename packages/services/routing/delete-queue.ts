import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { requireUnheld } from './held.ts';

/** Removes it, unless open handoffs are with it. @throws DomainError `not_found`, `in_use`, `concurrent_update` */
export async function deleteQueue(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'routing:write');
  const queue = await findDocument(context.stores.queues, 'queue', id);
  await requireUnheld(context, { queueId: id });
  await removeDocument(context.stores.queues, 'queue', queue);
}
