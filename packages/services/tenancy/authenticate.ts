import { BoundedMap } from '#domain/bounded-map.ts';
import { epochOf, type Instant } from '#domain/instant.ts';
import { hashSecret, type Principal, parseSecret, provesKey } from '#domain/tenancy/api-key.ts';
import type { Platform } from './platform.ts';

/** How long a process may go on believing in a key: the most that a revocation is late by. */
const BELIEF_MS = 5_000;
const CAPACITY = 10_000;

interface Belief {
  readonly principal: Principal;
  readonly until: number;
  readonly expiresAt: Instant | undefined;
}

/** Finds out whom a secret speaks for. What was found is believed for five seconds, so that a burst costs one read. */
export class Authenticator {
  readonly #platform: Platform;
  /** By the hash of the secret: the secrets themselves are not kept in memory. */
  readonly #beliefs = new BoundedMap<Belief>(CAPACITY);

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Undefined if the secret is unknown, revoked or expired. */
  async authenticate(secret: string, now: Instant): Promise<Principal | undefined> {
    const claim = parseSecret(secret);
    if (claim === undefined) return undefined;
    const hash = hashSecret(secret);
    const believed = this.#beliefs.get(hash);
    if (believed !== undefined && holds(believed, now)) return believed.principal;
    this.#beliefs.delete(hash);
    const key = await this.#platform.accountOf(claim.tenantId).apiKeys.get(claim.keyId);
    if (key === undefined || key.mode !== claim.mode || !provesKey(secret, key, now)) return undefined;
    const principal = { tenantId: claim.tenantId, mode: key.mode, keyId: key.id, scopes: key.scopes };
    this.#beliefs.set(hash, { principal, until: epochOf(now) + BELIEF_MS, expiresAt: key.expiresAt });
    return principal;
  }
}

function holds({ until, expiresAt }: Belief, now: Instant): boolean {
  return epochOf(now) < until && (expiresAt === undefined || now < expiresAt);
}
