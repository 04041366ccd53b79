import type { Queue, QueueInput } from '#domain/routing/queue.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { requireQueueReferences } from './queue-references.ts';

/** @throws DomainError `insufficient_scope`, `validation_failed` */
export async function createQueue(context: CallContext, input: QueueInput): Promise<Queue> {
  requireScope(context, 'routing:write');
  await requireQueueReferences(context, input);
  const { now, newId, stores } = context;
  return saveDocument(stores.queues, 'queue', {
    ...input,
    id: newId('que'),
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
}
