import type { Instant } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import { provesDeletion, tenantOfReceipt } from '#domain/tenancy/deletion.ts';
import type { Platform } from '../tenancy/platform.ts';

/** How far a deletion is, for whoever has its receipt. */
export interface DeletionView {
  readonly tenantId: string;
  readonly status: 'deleting' | 'deleted';
  readonly requestedAt: Instant;
  readonly deletedAt?: Instant;
  /** Items of the table that are gone so far. */
  readonly itemsRemoved: number;
}

/** @throws DomainError `not_found` for a receipt that is of no deletion, or of one that is long forgotten */
export async function getDeletion({ accountOf }: Platform, receipt: string): Promise<DeletionView> {
  const claimed = tenantOfReceipt(receipt);
  const deletion = claimed === undefined ? undefined : await accountOf(claimed).deletion.get();
  if (deletion === undefined || !provesDeletion(receipt, deletion)) {
    throw new DomainError('not_found', 'There is no deletion with this receipt.');
  }
  const { tenantId, requestedAt, erasedAt, itemsRemoved } = deletion;
  const common = { tenantId, requestedAt, itemsRemoved };
  return erasedAt === undefined
    ? { ...common, status: 'deleting' }
    : { ...common, status: 'deleted', deletedAt: erasedAt };
}
