import type { ContractBody } from '#domain/contract/body.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import { requireSound } from './body.ts';
import { type ContractView, viewContract } from './view.ts';

/** Starts a contract as a draft. @throws DomainError `contract_invalid` with every cause */
export async function createContract(context: CallContext, body: ContractBody): Promise<ContractView> {
  requireScope(context, 'contracts:write');
  await requireSound(body);
  const { now, newId, stores } = context;
  const id = newId('ctr');
  const contract: Contract = { id, version: 1, status: 'draft', hasDraft: true, createdAt: now, updatedAt: now };
  const kind = { kind: 'contract', limit: limitsOf(context).contracts };
  await createDocument(context, stores.contracts, kind, contract, {
    beside: [stores.contractBodies.savingDraft(id, body)],
    audited: { after: { ...body, status: contract.status } },
  });
  return viewContract(contract, body);
}
