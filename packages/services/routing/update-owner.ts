import type { Owner, OwnerPatch } from '#domain/routing/owner.ts';
import { ownerSchema } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { requireOwnerReferences } from './owner-references.ts';

/** Changes the members of `patch` that are there. @throws DomainError `not_found`, `concurrent_update`, … */
export async function updateOwner(
  context: CallContext,
  id: string,
  patch: OwnerPatch,
  ifVersion?: number,
): Promise<Owner> {
  requireScope(context, 'routing:write');
  await requireOwnerReferences(context, patch, id);
  const current = await findDocument(context.stores.owners, 'owner', id, ifVersion);
  const changed = ownerSchema().parse({ ...current, ...patch, version: current.version + 1, updatedAt: context.now });
  return saveDocument(context.stores.owners, 'owner', changed);
}
