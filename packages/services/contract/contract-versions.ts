import type { ContractVersion } from '#domain/contract/contract.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';

/** The published versions of a contract, the first one first. */
export async function listContractVersions(
  context: CallContext,
  id: string,
  request: PageRequest,
): Promise<Page<ContractVersion>> {
  requireScope(context, 'contracts:read');
  await findDocument(context.stores.contracts, 'contract', id);
  return pageOf(await context.stores.contractBodies.listVersions(id, rangeOf(request)));
}

/** One published version, as it was published. @throws DomainError `not_found` */
export async function getContractVersion(
  context: CallContext,
  id: string,
  contractVersion: number,
): Promise<ContractVersion> {
  requireScope(context, 'contracts:read');
  const version = await context.stores.contractBodies.getVersion(id, contractVersion);
  if (version === undefined) throw notFound('contract version', `${id} v${contractVersion}`);
  return version;
}
