import { BoundedMap } from '#domain/bounded-map.ts';
import { epochOf, type Instant } from '#domain/instant.ts';
import { hashSecret, type Principal, parseSecret, proveKey } from '#domain/tenancy/api-key.ts';
import type { PlanName } from '#domain/tenancy/plan.ts';
import { FailedAttempts } from './failed-attempts.ts';
import type { Platform } from './platform.ts';

/** How long a process may go on believing in a key: the most that a revocation is late by. */
const BELIEF_MS = 5_000;
/** How long a process may go by a tenant's plan. */
const PLAN_MS = 60_000;
const CAPACITY = 10_000;

type Claim = NonNullable<ReturnType<typeof parseSecret>>;

interface Belief {
  readonly principal: Principal;
  readonly until: number;
  /** When the secret itself ends. */
  readonly expiresAt: Instant | undefined;
}

/** Finds out whom a secret speaks for. What was found is believed for five seconds, so that a burst costs one read. */
export class Authenticator {
  readonly #platform: Platform;
  /** By the hash of the secret: the secrets themselves are not kept in memory. */
  readonly #beliefs = new BoundedMap<Belief>(CAPACITY);
  readonly #failed = new FailedAttempts('API keys');
  readonly #plans = new BoundedMap<{ readonly plan: PlanName; readonly until: number }>(CAPACITY);

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /**
   * Undefined if the secret is unknown, revoked or expired, or of a tenant that is closed. `source`: where the request came from, as far as it is known.
   *
   * @throws DomainError `rate_limited` to a source that sent too many such secrets
   */
  async authenticate(secret: string, now: Instant, source = 'unknown'): Promise<Principal | undefined> {
    const claim = parseSecret(secret);
    if (claim === undefined) return undefined;
    const hash = hashSecret(secret);
    const believed = this.#beliefs.get(hash);
    if (believed !== undefined && holds(believed, now)) return believed.principal;
    this.#beliefs.delete(hash);
    this.#failed.requireFew(source, epochOf(now));
    const principal = await this.#lookUp(secret, claim, now);
    if (principal === undefined) this.#failed.note(source, epochOf(now));
    return principal;
  }

  async #lookUp(secret: string, claim: Claim, now: Instant): Promise<Principal | undefined> {
    const account = this.#platform.accountOf(claim.tenantId);
    // beside each other, so that the plan costs no time of its own
    const [key, known] = await Promise.all([account.apiKeys.get(claim.keyId), this.#planOf(claim.tenantId, now)]);
    if (key === undefined || key.mode !== claim.mode) return undefined;
    const proof = proveKey(secret, key, now);
    if (!proof.holds) return undefined;
    // of very many keys some outlive their tenant for a moment; one that has just signed up is seen by a consistent read alone
    const plan = known ?? (await this.#planOf(claim.tenantId, now, { consistent: true }));
    if (plan === undefined) return undefined;
    const { tenantId } = claim;
    const secretHash = hashSecret(secret);
    const principal = { tenantId, mode: key.mode, keyId: key.id, scopes: key.scopes, secretHash, plan };
    this.#beliefs.set(secretHash, { principal, until: epochOf(now) + BELIEF_MS, expiresAt: proof.until });
    return principal;
  }

  /** The plan of a tenant, as it was at most a minute ago; undefined for a tenant that is not there. */
  async #planOf(tenantId: string, now: Instant, how = { consistent: false }): Promise<PlanName | undefined> {
    const known = this.#plans.get(tenantId);
    if (known !== undefined && epochOf(now) < known.until) return known.plan;
    const [tenant] = await this.#platform.accountOf(tenantId).tenant.getMany([tenantId], how);
    if (tenant === undefined) return undefined;
    this.#plans.set(tenantId, { plan: tenant.plan, until: epochOf(now) + PLAN_MS });
    return tenant.plan;
  }
}

function holds({ until, expiresAt }: Belief, now: Instant): boolean {
  return epochOf(now) < until && (expiresAt === undefined || now < expiresAt);
}
