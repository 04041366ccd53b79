import { type ContractPatch, patchContract } from '#domain/contract/patch.ts';
import { DomainError } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { requireSound } from './body.ts';
import { findContract } from './find-contract.ts';
import { type ContractView, viewContract } from './view.ts';

/** Edits the draft; the first edit after a publication starts one from the version in force. */
export async function updateContract(
  context: CallContext,
  id: string,
  patch: ContractPatch,
  ifRevision?: number,
): Promise<ContractView> {
  requireScope(context, 'contracts:write');
  const { contract, body } = await findContract(context, id, ifRevision);
  if (contract.status === 'retired') {
    throw new DomainError('contract_retired', `The contract ${id} is retired and cannot be edited.`);
  }
  const draft = patchContract(body, patch);
  await requireSound(draft);
  const { contracts, contractBodies } = context.stores;
  const changed = { ...contract, hasDraft: true, version: contract.version + 1, updatedAt: context.now };
  const change = { before: contract, after: changed };
  await saveDocument(context, contracts, 'contract', change, {
    beside: [contractBodies.savingDraft(id, draft)],
    audited: { before: body, after: draft },
  });
  return viewContract(changed, draft);
}
