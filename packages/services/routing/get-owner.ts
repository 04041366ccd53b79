import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type OwnerView, withOpenHandoffs } from './open-handoffs.ts';

/** @throws DomainError `insufficient_scope`, `not_found` */
export async function getOwner(context: CallContext, id: string): Promise<OwnerView> {
  requireScope(context, 'routing:read');
  return withOpenHandoffs(context, await findDocument(context.stores.owners, 'owner', id));
}
