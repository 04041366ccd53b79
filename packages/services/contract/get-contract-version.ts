import { type CallContext, notFound, requireScope } from '../context.ts';
import { type ContractVersionView, viewVersion } from './view-version.ts';

/** One published version, as it was published. @throws DomainError `not_found` */
export async function getContractVersion(
  context: CallContext,
  id: string,
  contractVersion: number,
): Promise<ContractVersionView> {
  requireScope(context, 'contracts:read');
  const version = await context.stores.contractBodies.getVersion(id, contractVersion);
  if (version === undefined) throw notFound('contract version', `${id} v${contractVersion}`);
  return viewVersion(version);
}
