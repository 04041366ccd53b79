import type { Queue, QueueInput } from '#domain/routing/queue.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { requireQueueReferences } from './queue-references.ts';
import { requireRoom } from './require-room.ts';

/** How many queues a tenant may have in one mode. */
const LIMIT = 500;

/** @throws DomainError `insufficient_scope`, `validation_failed`, `limit_reached` */
export async function createQueue(context: CallContext, input: QueueInput): Promise<Queue> {
  requireScope(context, 'routing:write');
  await requireQueueReferences(context, input, input);
  const { now, newId, stores } = context;
  await requireRoom(context, stores.queues, 'queue', LIMIT);
  const queue = { ...input, id: newId('que'), version: 1, createdAt: now, updatedAt: now };
  return saveDocument(stores.queues, 'queue', queue, [stores.routing.stamping()]);
}
