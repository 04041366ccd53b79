import type { ContractBody } from '#domain/contract/body.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { requireSound } from './body.ts';
import { type ContractView, viewContract } from './view.ts';

/** Starts a contract as a draft. @throws DomainError `contract_invalid` with every cause */
export async function createContract(context: CallContext, body: ContractBody): Promise<ContractView> {
  requireScope(context, 'contracts:write');
  await requireSound(body);
  const { now, newId, stores } = context;
  const contract = await saveDocument(stores.contracts, 'contract', {
    id: newId('ctr'),
    version: 1,
    status: 'draft',
    draft: body,
    createdAt: now,
    updatedAt: now,
  });
  return viewContract(contract, body);
}
