import type { Queue, QueuePatch } from '#domain/routing/queue.ts';
import { queueSchema } from '#domain/routing/queue.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { requireQueueReferences } from './queue-references.ts';

/** Changes the members of `patch` that are there. @throws DomainError `not_found`, `concurrent_update`, … */
export async function updateQueue(
  context: CallContext,
  id: string,
  patch: QueuePatch,
  ifVersion?: number,
): Promise<Queue> {
  requireScope(context, 'routing:write');
  await requireQueueReferences(context, patch);
  const current = await findDocument(context.stores.queues, 'queue', id, ifVersion);
  const changed = queueSchema().parse({ ...current, ...patch, version: current.version + 1, updatedAt: context.now });
  return saveDocument(context.stores.queues, 'queue', changed);
}
