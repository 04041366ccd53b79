import type { OwnerInput } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import type { OwnerView } from './open-handoffs.ts';
import { requireOwnerReferences } from './owner-references.ts';
import { requireRoom } from './require-room.ts';

/** How many owners a tenant may have in one mode. */
const LIMIT = 5_000;

/** @throws DomainError `insufficient_scope`, `validation_failed`, `limit_reached` */
export async function createOwner(context: CallContext, input: OwnerInput): Promise<OwnerView> {
  requireScope(context, 'routing:write');
  await requireOwnerReferences(context, input);
  const { now, newId, stores } = context;
  await requireRoom(context, stores.owners, 'owner', LIMIT);
  const owner = { ...input, id: newId('own'), version: 1, createdAt: now, updatedAt: now };
  return { ...(await saveDocument(stores.owners, 'owner', owner, [stores.routing.stamping()])), openHandoffs: 0 };
}
