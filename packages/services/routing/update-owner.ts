import { type OwnerPatch, patchOwner } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { type OwnerView, withOpenHandoffs } from './open-handoffs.ts';
import { requireOwnerReferences } from './owner-references.ts';

/**
 * Changes the members of `patch` that are there. What is with an owner stays with them, also where they are no longer
 * active or have more than their capacity.
 *
 * @throws DomainError `not_found`, `validation_failed`, `concurrent_update`
 */
export async function updateOwner(
  context: CallContext,
  id: string,
  patch: OwnerPatch,
  ifVersion?: number,
): Promise<OwnerView> {
  requireScope(context, 'routing:write');
  const { stores, now } = context;
  const current = await findDocument(stores.owners, 'owner', id, ifVersion);
  await requireOwnerReferences(context, patch, id);
  const changed = { ...patchOwner(current, patch), version: current.version + 1, updatedAt: now };
  const change = { before: current, after: changed };
  await saveDocument(context, stores.owners, 'owner', change, {
    beside: [stores.routing.stamping(), stores.ownerLoads.noting(id, changed.version)],
  });
  return withOpenHandoffs(context, changed);
}
