import { BoundedMap } from '#domain/bounded-map.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import {
  type BucketTerms,
  LARGEST_LEASE,
  LEASE_MS,
  leaseFrom,
  nextLease,
  tokensAt,
  waitMs,
} from '#domain/tenancy/token-bucket.ts';
import { type LeaseOutcome, NO_TALLY, type RateLimitStore, type Tally } from '#storage/rate-limit-store.ts';
import { type Account, admit, count, hasRoom, newAccount, refuse, type Standing, standingOf } from './rate-account.ts';

/** Whose requests are counted together. */
export interface Limited {
  /** Names the bucket within the process. */
  readonly name: string;
  readonly terms: BucketTerms;
  readonly store: () => RateLimitStore;
}

/** What became of a request that asked to be let in. */
export interface Passage {
  readonly admitted: boolean;
  /** What the request has still going on beside it; never rejects. To be awaited before it is answered. */
  readonly settled: Promise<void>;
  /** How the caller stands, once that is settled. */
  readonly standing: () => Standing;
}

export interface RateLimiterOptions {
  readonly now: () => number;
  readonly random: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** How much of an instant its day is. */
const DAY = 10;
const CAPACITY = 10_000;
/** So many at once go ahead while a lease is on its way. */
export const MOST_CREDIT = 8;
/** After a refusal the table is not asked again for about this long, and longer each time it refuses again. */
const SHORTEST_DENIAL_MS = 250;
const LONGEST_DENIAL_MS = 2_000;
/** How often a lease is tried that lost a race. */
const ATTEMPTS = 4;
/** Without the table a process lets in what the bucket gains in this while: open, but bounded. */
const BLIND_LEASE_MS = 1_000;

/**
 * Lets the requests of a tenant in as long as its bucket has tokens. A process leases tokens by one write for up to fifty
 * requests; the request that finds none left goes ahead on credit while the lease is made, unless the bucket was low. Of a
 * caller who goes on over the rate, what is let in is spread: a lease at once would hold up all that the process does for others.
 */
export class RateLimiter {
  readonly #options: RateLimiterOptions;
  readonly #accounts = new BoundedMap<Account>(CAPACITY);

  constructor(options: RateLimiterOptions) {
    this.#options = options;
  }

  async take(limited: Limited): Promise<Passage> {
    const account = this.#accountOf(limited.name);
    const admitted =
      this.#use(account, limited) || this.#onCredit(account, limited) || (await this.#await(account, limited));
    if (!admitted) refuse(account, this.#options.now());
    const settled = account.pending ?? Promise.resolve();
    return { admitted, settled, standing: () => standingOf(account, limited.terms, this.#options.now()) };
  }

  /** Notes that handoffs were opened, or with a negative number that they ended. Told with the next lease. */
  noteOpened(name: string, handoffs: number): void {
    count(this.#accountOf(name), { openHandoffs: handoffs });
  }

  /** How many handoffs are open as far as this process knows: what it was told last, and what it has changed since. */
  openHandoffs(name: string): { readonly known: number; readonly countedAt: number } {
    const { bucket, tally } = this.#accountOf(name);
    return { known: (bucket?.openHandoffs ?? 0) + tally.openHandoffs, countedAt: bucket?.openCountedAt ?? 0 };
  }

  /** Goes by a number that was counted at `now`, until the table tells another. */
  correctOpenHandoffs(name: string, counted: number, now: number): void {
    const account = this.#accountOf(name);
    if (account.bucket === undefined) return;
    account.bucket = { ...account.bucket, openHandoffs: counted, openCountedAt: now };
    account.tally = { ...account.tally, openHandoffs: 0 };
  }

  #accountOf(name: string): Account {
    const known = this.#accounts.get(name);
    if (known !== undefined) return known;
    const account = newAccount();
    this.#accounts.set(name, account);
    return account;
  }

  #use(account: Account, { terms }: Limited): boolean {
    const now = this.#options.now();
    if (account.left < 1 || now >= account.until || !hasRoom(account, now)) return false;
    account.left -= 1;
    admit(account, terms, now);
    return true;
  }

  /** Where the bucket was not low, a few need not wait for the lease that they are the reason for. */
  #onCredit(account: Account, limited: Limited): boolean {
    const now = this.#options.now();
    if (account.denials > 0 || account.credit >= MOST_CREDIT || !hasRoom(account, now)) return false;
    account.credit += 1;
    admit(account, limited.terms, now);
    void this.#leasing(account, limited); // the passage hands it out as `settled`
    return true;
  }

  async #await(account: Account, limited: Limited): Promise<boolean> {
    account.waiting += 1;
    try {
      // each lease either gives somebody a token or refuses all who wait
      while (this.#options.now() >= account.deniedUntil && hasRoom(account, this.#options.now())) {
        await this.#leasing(account, limited);
        if (this.#use(account, limited)) return true;
      }
      return false;
    } finally {
      account.waiting -= 1;
    }
  }

  /** The lease that is on its way, or a new one. */
  #leasing(account: Account, limited: Limited): Promise<void> {
    account.pending ??= this.#lease(account, limited).finally(() => {
      account.pending = undefined;
    });
    return account.pending;
  }

  async #lease(account: Account, { terms, store }: Limited): Promise<void> {
    const { now, onFailure } = this.#options;
    if (now() < account.blindUntil) {
      account.denials += 1;
      account.deniedUntil = account.blindUntil;
      return;
    }
    if (account.until > 0) account.size = nextLease({ size: account.size, unused: Math.max(0, account.left) });
    account.left = 0;
    const { tally } = account;
    account.tally = NO_TALLY;
    try {
      const tokens = await this.#fromTable(account, terms, store(), tally);
      if (tokens === 0) this.#deny(account, terms, tally);
      else this.#grant(account, tokens, now() + LEASE_MS);
    } catch (error) {
      onFailure(error);
      count(account, tally);
      account.blindUntil = now() + BLIND_LEASE_MS;
      this.#grant(account, blindLease(terms), account.blindUntil);
    }
  }

  /** How many tokens the table gave. */
  async #fromTable(account: Account, terms: BucketTerms, store: RateLimitStore, tally: Tally): Promise<number> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const now = this.#options.now();
      const wanted = Math.min(LARGEST_LEASE, Math.max(account.size, account.waiting)) + account.credit;
      const tokens = leaseFrom(tokensAt(terms, account.bucket?.fullAt, now), wanted);
      if (tokens === 0 && attempt > 1) return 0;
      const request = { terms, tokens: Math.max(1, tokens), now, day: dayOf(now), tally, known: account.bucket };
      const outcome: LeaseOutcome = await store.take(request);
      account.bucket = outcome.bucket;
      if (outcome.taken) return request.tokens;
    }
    return 0;
  }

  #grant(account: Account, tokens: number, until: number): void {
    const paid = Math.min(tokens, account.credit);
    account.left = tokens - paid;
    account.credit -= paid;
    account.until = until;
    account.denials = 0;
    account.deniedUntil = 0;
  }

  /** Nothing was written, so what was to be told is still to be told. */
  #deny(account: Account, terms: BucketTerms, untold: Tally): void {
    const { now, random } = this.#options;
    count(account, untold);
    const shortest = Math.min(LONGEST_DENIAL_MS, SHORTEST_DENIAL_MS * 2 ** account.denials);
    const wait = waitMs(terms, account.bucket?.fullAt ?? now(), 1, now());
    account.denials += 1;
    account.until = 0;
    account.deniedUntil = now() + Math.max(wait, shortest * (0.5 + random() / 2));
  }
}

/** A table that is slow is no fault of the tenant's: each process goes on at the rate itself. */
function blindLease({ perSecond, burst }: BucketTerms): number {
  return Math.min((perSecond * BLIND_LEASE_MS) / 1_000, burst);
}

function dayOf(now: number): string {
  return instantFromEpoch(now).slice(0, DAY);
}
