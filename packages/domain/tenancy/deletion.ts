import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { epochOf, type Instant, instantFromEpoch } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** How long it is told that a tenant was deleted. */
export const TOMBSTONE_SECONDS = 90 * 24 * 3600;

/** Passes over everything, with a pause before each, that find nothing: so many prove that nothing is left. */
const QUIET_PASSES = 2;

/**
 * The deletion of a tenant, which outlives it. `stopping`: what could still write is taken away first. `erasing`: all the
 * rest. `erased`: nothing was found twice.
 */
export const deletionSchema = once(() =>
  z.strictObject({
    tenantId: z.string(),
    /** Counts its steps, from 1. */
    version: z.int().positive(),
    status: z.enum(['stopping', 'erasing', 'erased']),
    requestedAt: canonicalInstantSchema(),
    /** SHA-256 of the receipt, hex. */
    receiptHash: z.string(),
    itemsRemoved: z.int().nonnegative(),
    /** How many passes in a row have found nothing. */
    quietPasses: z.int().nonnegative(),
    erasedAt: canonicalInstantSchema().optional(),
  }),
);
export type Deletion = z.infer<ReturnType<typeof deletionSchema>>;

/** What one step came to: how much it removed, and whether it went through all that it was to look at. */
export interface StepResult {
  readonly removed: number;
  readonly complete: boolean;
  /** It found something that can write, or that belongs to what can. */
  readonly stirred: boolean;
}

export interface Advance {
  readonly deletion: Deletion;
  /** When to go on: at once, after a pause in which whatever is in flight ends, or not at all. */
  readonly next: 'at_once' | 'after_pause' | 'never';
}

/** What becomes of a deletion after a step of it. */
export function advanceDeletion(before: Deletion, { removed, complete, stirred }: StepResult, now: Instant): Advance {
  const step = { ...before, version: before.version + 1, itemsRemoved: before.itemsRemoved + removed };
  if (stirred) return { deletion: { ...step, status: 'stopping', quietPasses: 0 }, next: pauseIf(complete) };
  if (before.status === 'stopping') {
    return { deletion: { ...step, status: 'erasing', quietPasses: 0 }, next: 'at_once' };
  }
  if (removed > 0 || !complete) return { deletion: { ...step, quietPasses: 0 }, next: pauseIf(complete) };
  const quietPasses = before.quietPasses + 1;
  if (quietPasses < QUIET_PASSES) return { deletion: { ...step, quietPasses }, next: 'after_pause' };
  return { deletion: { ...step, status: 'erased', quietPasses, erasedAt: now }, next: 'never' };
}

function pauseIf(complete: boolean): 'at_once' | 'after_pause' {
  return complete ? 'after_pause' : 'at_once';
}

/** When a tombstone may go. */
export function forgottenAt(erasedAt: Instant): Instant {
  return instantFromEpoch(epochOf(erasedAt) + TOMBSTONE_SECONDS * 1000);
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_CHARACTERS = 32;
const RECEIPT = /^del_([0-9A-HJKMNP-TV-Z]{26})_[0-9A-HJKMNP-TV-Z]{32}$/;

/** How many random bytes `mintReceipt` needs. */
export const RECEIPT_RANDOM_BYTES = SECRET_CHARACTERS;

/** By what whoever deleted a tenant asks for it later, when no key is left: 160 random bits. */
export function mintReceipt(tenantId: string, random: Uint8Array): string {
  if (random.length !== RECEIPT_RANDOM_BYTES) throw new RangeError(`needs ${RECEIPT_RANDOM_BYTES} random bytes`);
  const secret = [...random].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `del_${tenantId.slice('ten_'.length)}_${secret}`;
}

/** The tenant that a receipt is about; undefined if it has not the form of one. */
export function tenantOfReceipt(receipt: string): string | undefined {
  const [, tenant] = RECEIPT.exec(receipt) ?? [];
  return tenant === undefined ? undefined : `ten_${tenant}`;
}

export function hashReceipt(receipt: string): string {
  return createHash('sha256').update(receipt).digest('hex');
}

/** Whether `receipt` is that of the deletion. Takes the same time whichever character differs. */
export function provesDeletion(receipt: string, { receiptHash }: Deletion): boolean {
  return timingSafeEqual(Buffer.from(hashReceipt(receipt), 'hex'), Buffer.from(receiptHash, 'hex'));
}
