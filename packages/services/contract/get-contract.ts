import { type CallContext, requireScope } from '../context.ts';
import { findContract } from './find-contract.ts';
import { type ContractView, viewContract } from './view.ts';

/** @throws DomainError `not_found` */
export async function getContract(context: CallContext, id: string): Promise<ContractView> {
  requireScope(context, 'contracts:read');
  const { contract, body } = await findContract(context, id);
  return viewContract(contract, body);
}
