import type { ContractBody } from '#domain/contract/body.ts';
import type { Contract } from '#domain/contract/contract.ts';
import type { Instant } from '#domain/instant.ts';

/** A contract as callers see it: its draft if there is one, else the version in force. */
export interface ContractView extends ContractBody {
  readonly id: string;
  readonly status: Contract['status'];
  /** The version in force; null before the first publication. */
  readonly version: number | null;
  /** Whether the body shown differs from the version in force, or there is none yet. */
  readonly hasDraft: boolean;
  /** Whose body is shown: of the draft, or of the version in force. */
  readonly bodyOf: 'draft' | 'published';
  /** Counts edits; the ETag. */
  readonly revision: number;
  readonly successorId?: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export function viewContract(contract: Contract, body: ContractBody): ContractView {
  return {
    id: contract.id,
    status: contract.status,
    version: contract.publishedVersion ?? null,
    hasDraft: contract.hasDraft,
    bodyOf: contract.hasDraft ? 'draft' : 'published',
    revision: contract.version,
    ...(contract.successorId === undefined ? {} : { successorId: contract.successorId }),
    createdAt: contract.createdAt,
    updatedAt: contract.updatedAt,
    ...body,
  };
}
