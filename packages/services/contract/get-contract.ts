import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { currentBody } from './body.ts';
import { type ContractView, viewContract } from './view.ts';

/** @throws DomainError `not_found` */
export async function getContract(context: CallContext, id: string): Promise<ContractView> {
  requireScope(context, 'contracts:read');
  const contract = await findDocument(context.stores.contracts, 'contract', id);
  return viewContract(contract, await currentBody(context, contract));
}
