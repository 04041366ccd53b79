import type { ContractBody } from '#domain/contract/body.ts';
import { compileConditions } from '#domain/contract/compile.ts';
import type { Contract, ContractVersion } from '#domain/contract/contract.ts';
import { DomainError } from '#domain/problem.ts';
import { configurationCommit } from '#storage/commit.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';
import { requirePublishable } from './body.ts';
import { findContract } from './find-contract.ts';
import { type ContractView, viewContract } from './view.ts';

/**
 * Makes the draft the version in force, for all submissions from now on. Handoffs in flight keep theirs.
 *
 * @throws DomainError `contract_invalid` with every cause, `conflict` if there is no draft, `contract_retired`
 */
export async function publishContract(context: CallContext, id: string, ifRevision?: number): Promise<ContractView> {
  requireScope(context, 'contracts:write');
  const { stores, now } = context;
  const { contract, body } = await findContract(context, id, ifRevision);
  if (contract.status === 'retired') throw new DomainError('contract_retired', `The contract ${id} is retired.`);
  if (!contract.hasDraft) {
    throw new DomainError(
      'conflict',
      `Version ${contract.publishedVersion} is in force and nothing was changed since.`,
    );
  }
  await requirePublishable(context, body);
  const contractVersion = (contract.publishedVersion ?? 0) + 1;
  const published: Contract = {
    ...contract,
    status: 'published',
    hasDraft: false,
    publishedVersion: contractVersion,
    version: contract.version + 1,
    updatedAt: now,
  };
  const event = configurationEvent(context, 'contract.published', { contractId: id, contractVersion, name: body.name });
  const change = { before: contract, after: published };
  await saveDocument(context, stores.contracts, 'contract', change, {
    done: 'published',
    beside: [
      stores.contractBodies.publishing({ contractId: id, contractVersion, publishedAt: now, body, ...compiled(body) }),
      stores.contractBodies.removingDraft(id),
      configurationCommit(event),
    ],
  });
  return viewContract(published, body);
}

/** An item holds 400 KB; conditions that would take a good part of it are compiled when they are needed instead. */
const MAX_COMPILED_BYTES = 128 * 1024;

function compiled(body: ContractBody): Pick<ContractVersion, 'conditions'> {
  const conditions = compileConditions(body);
  return Buffer.byteLength(JSON.stringify(conditions)) <= MAX_COMPILED_BYTES ? { conditions } : {};
}
