import { type BucketTerms, tokensAt } from '#domain/tenancy/token-bucket.ts';
import { type Bucket, NO_TALLY, type Tally } from '#storage/rate-limit-store.ts';

const FIRST_LEASE = 8;

/** What this process knows of one bucket. */
export interface Account {
  bucket: Bucket | undefined;
  left: number;
  /** Until when what is left may be used. */
  until: number;
  size: number;
  /** Let in while a lease was on its way, or before it was refused. */
  credit: number;
  waiting: number;
  denials: number;
  deniedUntil: number;
  /** Until when the lease holds that was given without the table. */
  blindUntil: number;
  tally: Tally;
  pending: Promise<void> | undefined;
  /** When a request was refused last; while that is not long ago, what is let in is spread: the next one from `nextAt` on. */
  refusedAt: number;
  nextAt: number;
}

/** So long after a refusal a caller is under pressure: whoever waits as they were told, a second at the least, is not. */
const PRESSED_MS = 1_000;

/** Until when a caller who goes on over the rate is let in no more; in the past: not at all. */
function spreadUntil({ refusedAt, nextAt }: Account, now: number): number {
  return now - refusedAt < PRESSED_MS ? nextAt : 0;
}

/** Whether the next request may be let in already, if there is a token for it. */
export function hasRoom(account: Account, now: number): boolean {
  return now >= spreadUntil(account, now);
}

/** Notes a request that is let in. It takes its share of a second; one that comes late leaves its lateness to the next. */
export function admit(account: Account, { perSecond }: BucketTerms, now: number): void {
  const share = 1_000 / perSecond;
  account.nextAt = Math.min(now, Math.max(account.nextAt, now - share)) + share;
  count(account, { requests: 1 });
}

/** Notes a request that is not let in. */
export function refuse(account: Account, now: number): void {
  account.refusedAt = now;
  count(account, { refusals: 1 });
}

export function newAccount(): Account {
  return {
    bucket: undefined,
    left: 0,
    until: 0,
    size: FIRST_LEASE,
    credit: 0,
    waiting: 0,
    denials: 0,
    deniedUntil: 0,
    blindUntil: 0,
    tally: NO_TALLY,
    pending: undefined,
    refusedAt: Number.NEGATIVE_INFINITY,
    nextAt: 0,
  };
}

export interface Standing {
  readonly terms: BucketTerms;
  /** How many requests would be let in at this moment, as far as this process knows. */
  readonly remaining: number;
  /** Milliseconds until the bucket is full again, if nothing is taken meanwhile. */
  readonly resetMs: number;
  /** Milliseconds until it is worth trying again; 0: at once. */
  readonly retryMs: number;
}

/** How whoever it is of stands at `now`. */
export function standingOf(account: Account, terms: BucketTerms, now: number): Standing {
  const { bucket, left, until, deniedUntil } = account;
  const retryMs = Math.max(0, deniedUntil - now, spreadUntil(account, now) - now);
  const resetMs = Math.max(retryMs, (bucket?.fullAt ?? now) - now);
  if (retryMs > 0) return { terms, remaining: 0, resetMs, retryMs };
  const leased = now < until ? Math.max(0, left) : 0;
  const remaining = Math.max(0, Math.floor(tokensAt(terms, bucket?.fullAt, now)) + leased);
  return { terms, remaining: Math.min(terms.burst, remaining), resetMs, retryMs };
}

/** Adds to what is to be told with the next lease. */
export function count(account: Account, more: Partial<Tally>): void {
  const { requests, refusals, openHandoffs } = account.tally;
  account.tally = {
    requests: requests + (more.requests ?? 0),
    refusals: refusals + (more.refusals ?? 0),
    openHandoffs: openHandoffs + (more.openHandoffs ?? 0),
  };
}
