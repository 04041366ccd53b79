import type { Queue } from '#domain/routing/queue.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';

/** @throws DomainError `insufficient_scope`, `not_found` */
export async function getQueue(context: CallContext, id: string): Promise<Queue> {
  requireScope(context, 'routing:read');
  return findDocument(context.stores.queues, 'queue', id);
}
