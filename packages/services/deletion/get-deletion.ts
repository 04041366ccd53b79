import { epochOf, type Instant } from '#domain/instant.ts';
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

/**
 * `source`: where the request came from, as far as it is known.
 *
 * @throws DomainError `not_found` for a receipt that is of no deletion, or of one that is long forgotten; `rate_limited` to a
 * source that sent too many such receipts
 */
export async function getDeletion(
  { accountOf, unknownReceipts }: Platform,
  receipt: string,
  { source, now }: { readonly source: string; readonly now: Instant },
): Promise<DeletionView> {
  const claimed = tenantOfReceipt(receipt);
  if (claimed === undefined) throw noDeletion();
  unknownReceipts.requireFew(source, epochOf(now));
  const deletion = await accountOf(claimed).deletion.get();
  if (deletion === undefined || !provesDeletion(receipt, deletion)) {
    unknownReceipts.note(source, epochOf(now));
    throw noDeletion();
  }
  const { tenantId, requestedAt, erasedAt, itemsRemoved } = deletion;
  const common = { tenantId, requestedAt, itemsRemoved };
  return erasedAt === undefined
    ? { ...common, status: 'deleting' }
    : { ...common, status: 'deleted', deletedAt: erasedAt };
}

function noDeletion(): DomainError {
  return new DomainError('not_found', 'There is no deletion with this receipt.');
}
