import type { Owner, OwnerInput } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { requireOwnerReferences } from './owner-references.ts';

/** @throws DomainError `insufficient_scope`, `validation_failed` */
export async function createOwner(context: CallContext, input: OwnerInput): Promise<Owner> {
  requireScope(context, 'routing:write');
  await requireOwnerReferences(context, input);
  const { now, newId, stores } = context;
  return saveDocument(stores.owners, 'owner', {
    ...input,
    id: newId('own'),
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
}
