import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageWithin, rangeOf } from '../page.ts';
import { withBody } from './find-contract.ts';
import { type ContractView, viewContract } from './view.ts';

/** In the order of their creation. */
export async function listContracts(context: CallContext, request: PageRequest): Promise<Page<ContractView>> {
  requireScope(context, 'contracts:read');
  const { data, next } = await context.stores.contracts.list(rangeOf(request));
  const found = await Promise.all(data.map((contract) => withBody(context, contract)));
  const views = found.flatMap((each) => (each === undefined ? [] : viewContract(each.contract, each.body)));
  return pageWithin({ data: views, ...(next === undefined ? {} : { next }) }, ({ id }) => id);
}
