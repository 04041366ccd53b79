import type { Owner } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { listDocuments } from '../documents.ts';
import type { Page, PageRequest } from '../page.ts';

/** In the order of their creation. @throws DomainError `insufficient_scope`, `validation_failed` */
export async function listOwners(context: CallContext, request: PageRequest): Promise<Page<Owner>> {
  requireScope(context, 'routing:read');
  return listDocuments(context.stores.owners, request);
}
