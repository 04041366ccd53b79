import { DomainError } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';

/** Removes a contract that was never published. @throws DomainError `not_found`, `in_use`, `concurrent_update` */
export async function deleteContract(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  requireScope(context, 'contracts:write');
  const contract = await findDocument(context.stores.contracts, 'contract', id, ifVersion);
  if (contract.publishedVersion !== undefined) {
    throw new DomainError('in_use', 'A contract that was published is kept; retire it instead.');
  }
  const { contracts, contractBodies } = context.stores;
  await removeDocument(context, contracts, 'contract', contract, { beside: [contractBodies.removingDraft(id)] });
}
