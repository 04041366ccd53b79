import type { Owner } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { listDocuments } from '../documents.ts';
import type { Page, PageRequest } from '../page.ts';
import { holds, listMatching } from './list-matching.ts';

export interface OwnerListRequest extends PageRequest {
  readonly active?: boolean | undefined;
  /** A part of the name, in capitals or not. */
  readonly name?: string | undefined;
}

/** In the order of their creation. @throws DomainError `insufficient_scope`, `validation_failed` */
export async function listOwners(context: CallContext, request: OwnerListRequest): Promise<Page<Owner>> {
  requireScope(context, 'routing:read');
  const { active, name, ...page } = request;
  const { owners } = context.stores;
  if (active === undefined && name === undefined) return listDocuments(owners, page);
  return listMatching(owners, page, (owner) => holds(owner.name, name) && (active ?? owner.active) === owner.active);
}
