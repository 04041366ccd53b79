import type { Contract } from '#domain/contract/contract.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import { configurationCommit } from '#storage/commit.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';
import { findContract } from './find-contract.ts';
import { type ContractView, viewContract } from './view.ts';

/**
 * Takes a contract out of use; handoffs in flight finish. New submissions are told of `successorId`.
 *
 * @throws DomainError `not_found`, `conflict` unless it is published, `validation_failed`, `concurrent_update`
 */
export async function retireContract(
  context: CallContext,
  id: string,
  successorId?: string,
  ifRevision?: number,
): Promise<ContractView> {
  requireScope(context, 'contracts:write');
  const { stores, now } = context;
  const { contract, body } = await findContract(context, id, ifRevision);
  if (contract.status !== 'published') {
    throw new DomainError(
      'conflict',
      `The contract ${id} is ${contract.status}; only a published one can be retired.`,
      {
        extensions: { status: contract.status },
      },
    );
  }
  const successor = successorId === undefined ? {} : { successorId };
  if (successorId !== undefined) await requireSuccessor(context, id, successorId);
  const retired: Contract = {
    ...contract,
    ...successor,
    status: 'retired',
    version: contract.version + 1,
    updatedAt: now,
  };
  const event = configurationEvent(context, 'contract.retired', { contractId: id, ...successor });
  const change = { before: contract, after: retired };
  const beside = [configurationCommit(event)];
  await saveDocument(context, stores.contracts, 'contract', change, { done: 'retired', beside });
  return viewContract(retired, body);
}

async function requireSuccessor({ stores }: CallContext, id: string, successorId: string): Promise<void> {
  const successor = successorId === id ? undefined : await stores.contracts.get(successorId);
  if (successor?.status === 'published') return;
  const message = 'The successor must be another contract that is published.';
  throw invalid({ pointer: '/successorId', code: 'unknown_contract', message });
}
