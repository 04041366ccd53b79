import type { Queue } from '#domain/routing/queue.ts';
import { type CallContext, requireScope } from '../context.ts';
import { listDocuments } from '../documents.ts';
import type { Page, PageRequest } from '../page.ts';

/** In the order of their creation. @throws DomainError `insufficient_scope`, `validation_failed` */
export async function listQueues(context: CallContext, request: PageRequest): Promise<Page<Queue>> {
  requireScope(context, 'routing:read');
  return listDocuments(context.stores.queues, request);
}
