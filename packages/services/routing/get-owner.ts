import type { Owner } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';

/** @throws DomainError `insufficient_scope`, `not_found` */
export async function getOwner(context: CallContext, id: string): Promise<Owner> {
  requireScope(context, 'routing:read');
  return findDocument(context.stores.owners, 'owner', id);
}
