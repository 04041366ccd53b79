import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { type ContractVersionView, viewVersion } from './view-version.ts';

/** What a place in this list looks like: the sort key of a version. */
const VERSION_POSITION = /^v\d{6}$/;

/** The published versions of a contract, the first one first. */
export async function listContractVersions(
  context: CallContext,
  id: string,
  request: PageRequest,
): Promise<Page<ContractVersionView>> {
  requireScope(context, 'contracts:read');
  await findDocument(context.stores.contracts, 'contract', id);
  const { data, next } = await context.stores.contractBodies.listVersions(id, rangeOf(request, VERSION_POSITION));
  return pageOf({ data: data.map(viewVersion), ...(next === undefined ? {} : { next }) });
}
