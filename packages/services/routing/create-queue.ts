import type { Queue, QueueInput } from '#domain/routing/queue.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import { requireQueueReferences } from './queue-references.ts';

/** @throws DomainError `insufficient_scope`, `validation_failed`, `limit_reached` */
export async function createQueue(context: CallContext, input: QueueInput): Promise<Queue> {
  requireScope(context, 'routing:write');
  await requireQueueReferences(context, input, input);
  const { now, newId, stores } = context;
  const queue = { ...input, id: newId('que'), version: 1, createdAt: now, updatedAt: now };
  const kind = { kind: 'queue', limit: limitsOf(context).queues };
  return createDocument(context, stores.queues, kind, queue, { beside: [stores.routing.stamping()] });
}
