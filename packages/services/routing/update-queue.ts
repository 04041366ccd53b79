import { patchQueue, type Queue, type QueuePatch } from '#domain/routing/queue.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { requireQueueReferences } from './queue-references.ts';

/**
 * Changes the members of `patch` that are there. What waits in the queue goes on waiting.
 *
 * @throws DomainError `not_found`, `validation_failed`, `concurrent_update`
 */
export async function updateQueue(
  context: CallContext,
  id: string,
  patch: QueuePatch,
  ifVersion?: number,
): Promise<Queue> {
  requireScope(context, 'routing:write');
  const { stores, now } = context;
  const current = await findDocument(stores.queues, 'queue', id, ifVersion);
  const { strategy = current.strategy, members = current.members } = patch;
  await requireQueueReferences(context, patch, { strategy, members }, id);
  const queue = { ...patchQueue(current, patch), version: current.version + 1, updatedAt: now };
  const change = { before: current, after: queue };
  return saveDocument(context, stores.queues, 'queue', change, {
    beside: [stores.routing.stamping(), stores.routing.noting(id, queue.version)],
  });
}
