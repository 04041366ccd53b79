import type { ContractVersion } from '#domain/contract/contract.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';

/** A published version as callers see it. */
export type ContractVersionView = Omit<ContractVersion, 'conditions'>;

/** The published versions of a contract, the first one first. */
export async function listContractVersions(
  context: CallContext,
  id: string,
  request: PageRequest,
): Promise<Page<ContractVersionView>> {
  requireScope(context, 'contracts:read');
  await findDocument(context.stores.contracts, 'contract', id);
  const { data, next } = await context.stores.contractBodies.listVersions(id, rangeOf(request));
  return pageOf({ data: data.map(view), ...(next === undefined ? {} : { next }) });
}

/** One published version, as it was published. @throws DomainError `not_found` */
export async function getContractVersion(
  context: CallContext,
  id: string,
  contractVersion: number,
): Promise<ContractVersionView> {
  requireScope(context, 'contracts:read');
  const version = await context.stores.contractBodies.getVersion(id, contractVersion);
  if (version === undefined) throw notFound('contract version', `${id} v${contractVersion}`);
  return view(version);
}

function view({ conditions: _conditions, ...version }: ContractVersion): ContractVersionView {
  return version;
}
