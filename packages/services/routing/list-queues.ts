import type { Queue } from '#domain/routing/queue.ts';
import { type CallContext, requireScope } from '../context.ts';
import { listDocuments } from '../documents.ts';
import type { Page, PageRequest } from '../page.ts';
import { holds, listMatching } from './list-matching.ts';

export interface QueueListRequest extends PageRequest {
  /** A part of the name, in capitals or not. */
  readonly name?: string | undefined;
}

/** In the order of their creation. @throws DomainError `insufficient_scope`, `validation_failed` */
export async function listQueues(context: CallContext, request: QueueListRequest): Promise<Page<Queue>> {
  requireScope(context, 'routing:read');
  const { name, ...page } = request;
  const { queues } = context.stores;
  return name === undefined
    ? listDocuments(queues, page)
    : listMatching(queues, page, (queue) => holds(queue.name, name));
}
