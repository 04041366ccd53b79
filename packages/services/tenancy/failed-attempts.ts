import { BoundedMap } from '#domain/bounded-map.ts';
import { DomainError } from '#domain/problem.ts';
import { networkOf } from '#domain/tenancy/source-network.ts';
import { type BucketTerms, costMs, type FullAt, tokensAt, waitMs } from '#domain/tenancy/token-bucket.ts';

/** How many secrets that are none one source may try at one process. */
const TERMS: BucketTerms = { perSecond: 5, burst: 200 };
const CAPACITY = 10_000;

/**
 * Keeps one source from costing a read for each secret that it guesses. Each process counts by itself: this is about
 * cost, as a secret of 190 random bits is guessed by nobody.
 */
export class FailedAttempts {
  /** What the secrets are, as people call them. */
  readonly #kind: string;
  readonly #buckets = new BoundedMap<{ readonly fullAt: FullAt }>(CAPACITY);

  constructor(kind: string) {
    this.#kind = kind;
  }

  /** @throws DomainError `rate_limited` after too many, from `source` or from others of its network */
  requireFew(source: string, now: number): void {
    const { fullAt = now } = this.#buckets.get(networkOf(source)) ?? {};
    if (tokensAt(TERMS, fullAt, now) >= 1) return;
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs(TERMS, fullAt, 1, now) / 1_000));
    const message = `Too many unknown ${this.#kind} were sent from here; wait ${retryAfterSeconds} s.`;
    throw new DomainError('rate_limited', message, { extensions: { retryAfterSeconds } });
  }

  note(source: string, now: number): void {
    const network = networkOf(source);
    const { fullAt = now } = this.#buckets.get(network) ?? {};
    this.#buckets.set(network, { fullAt: Math.max(fullAt, now) + costMs(TERMS, 1) });
  }
}
