import type { ContractBody } from '#domain/contract/body.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { type CallContext, concurrentUpdate } from '../context.ts';
import { findDocument } from '../documents.ts';

/** A contract, and its body: the draft, or the version in force. */
export interface FoundContract {
  readonly contract: Contract;
  readonly body: ContractBody;
}

/** How often a contract is read anew because a publication moved its body between the two reads. */
const ATTEMPTS = 5;

/** @throws DomainError `not_found`; `concurrent_update` if it is not the revision expected, or changes all the time */
export async function findContract(context: CallContext, id: string, ifRevision?: number): Promise<FoundContract> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const contract = await findDocument(context.stores.contracts, 'contract', id, ifRevision);
    const body = await bodyOf(context, contract);
    if (body !== undefined) return { contract, body };
  }
  throw concurrentUpdate('contract', id);
}

/** `contract`, as it was listed, with its body; as it is now if that has moved since, undefined if it is gone. */
export async function withBody(context: CallContext, contract: Contract): Promise<FoundContract | undefined> {
  const body = await bodyOf(context, contract);
  if (body !== undefined) return { contract, body };
  const now = await context.stores.contracts.get(contract.id);
  return now && findContract(context, contract.id);
}

async function bodyOf({ stores }: CallContext, contract: Contract): Promise<ContractBody | undefined> {
  const { id, hasDraft, publishedVersion = 0 } = contract;
  if (hasDraft) return stores.contractBodies.getDraft(id);
  return (await stores.contractBodies.getVersion(id, publishedVersion))?.body;
}
