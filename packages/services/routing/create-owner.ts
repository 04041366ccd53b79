import type { OwnerInput } from '#domain/routing/owner.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import type { OwnerView } from './open-handoffs.ts';
import { requireOwnerReferences } from './owner-references.ts';

/** @throws DomainError `insufficient_scope`, `validation_failed`, `limit_reached` */
export async function createOwner(context: CallContext, input: OwnerInput): Promise<OwnerView> {
  requireScope(context, 'routing:write');
  await requireOwnerReferences(context, input);
  const { now, newId, stores } = context;
  const owner = { ...input, id: newId('own'), version: 1, createdAt: now, updatedAt: now };
  const kind = { kind: 'owner', limit: limitsOf(context).owners };
  await createDocument(context, stores.owners, kind, owner, { beside: [stores.routing.stamping()] });
  return { ...owner, openHandoffs: 0 };
}
