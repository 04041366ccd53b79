/** How fast a bucket fills, and how much it holds. */
export interface BucketTerms {
  readonly perSecond: number;
  readonly burst: number;
}

/** The most that is leased at once. */
export const LARGEST_LEASE = 50;
/** A lease that was not used up by then is lost. */
export const LEASE_MS = 5_000;
/** A lease takes at most this share of what is there, so that what is left of a low bucket reaches many. */
const FAIR_SHARE = 4;

/**
 * A bucket is one number: the instant, in milliseconds since the epoch, at which it will be full if nobody takes
 * anything. So it refills by itself, and taking is an addition (the generic cell rate algorithm, ITU-T I.371).
 */
export type FullAt = number;

/** What is in the bucket, as a fraction too. Undefined: nobody has ever taken anything. */
export function tokensAt({ perSecond, burst }: BucketTerms, fullAt: FullAt | undefined, now: number): number {
  return burst - (Math.max(0, (fullAt ?? now) - now) * perSecond) / 1_000;
}

/** By how much `tokens` put off the instant at which the bucket is full: milliseconds, rounded up to the microsecond. */
export function costMs({ perSecond }: BucketTerms, tokens: number): number {
  return Math.ceil((tokens * 1_000_000) / perSecond) / 1_000;
}

/** The latest `fullAt` from which `tokens` can still be taken. */
export function latestFullAt(terms: BucketTerms, tokens: number, now: number): FullAt {
  return now + costMs(terms, terms.burst) - costMs(terms, tokens);
}

/** How long until `tokens` are there; 0 if they are. */
export function waitMs(terms: BucketTerms, fullAt: FullAt, tokens: number, now: number): number {
  return Math.max(0, Math.ceil(fullAt - latestFullAt(terms, tokens, now)));
}

/** How many of the `wanted` tokens to lease from a bucket with so many; 0 if there is not one. */
export function leaseFrom(available: number, wanted: number): number {
  if (available < 1) return 0;
  return Math.max(1, Math.min(wanted, Math.floor(available / FAIR_SHARE)));
}

/** How many to ask for next, by how far the last lease went: double after one that ran out, what was used after one that did not. */
export function nextLease({ size, unused }: { readonly size: number; readonly unused: number }): number {
  if (unused === 0) return Math.min(LARGEST_LEASE, size * 2);
  return Math.max(1, size - unused);
}
