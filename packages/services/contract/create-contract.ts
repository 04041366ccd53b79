import type { ContractBody } from '#domain/contract/body.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { requireSound } from './body.ts';
import { type ContractView, viewContract } from './view.ts';

/** Starts a contract as a draft. @throws DomainError `contract_invalid` with every cause */
export async function createContract(context: CallContext, body: ContractBody): Promise<ContractView> {
  requireScope(context, 'contracts:write');
  await requireSound(body);
  const { now, newId, stores } = context;
  const id = newId('ctr');
  const contract: Contract = { id, version: 1, status: 'draft', hasDraft: true, createdAt: now, updatedAt: now };
  await saveDocument(stores.contracts, 'contract', contract, [stores.contractBodies.savingDraft(id, body)]);
  return viewContract(contract, body);
}
