import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { currentBody } from './body.ts';
import { type ContractView, viewContract } from './view.ts';

/** In the order of their creation. */
export async function listContracts(context: CallContext, request: PageRequest): Promise<Page<ContractView>> {
  requireScope(context, 'contracts:read');
  const { data, next } = await context.stores.contracts.list(rangeOf(request));
  const views = await Promise.all(
    data.map(async (contract) => viewContract(contract, await currentBody(context, contract))),
  );
  return pageOf({ data: views, ...(next === undefined ? {} : { next }) });
}
