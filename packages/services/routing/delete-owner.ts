import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { requireUnheld } from './held.ts';

/** Removes it, unless open handoffs are with it. @throws DomainError `not_found`, `in_use`, `concurrent_update` */
export async function deleteOwner(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'routing:write');
  const owner = await findDocument(context.stores.owners, 'owner', id);
  await requireUnheld(context, { ownerId: id });
  await removeDocument(context.stores.owners, 'owner', owner);
}
