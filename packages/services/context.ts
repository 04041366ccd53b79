import type { Actor } from '#domain/actor.ts';
import type { Instant } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import { type Limits, planOf } from '#domain/tenancy/plan.ts';
import type { Scope } from '#domain/tenancy/scope.ts';
import type { Egress } from '#domain/webhook/address.ts';
import type { Mode } from '#domain/wire.ts';
import type { AccountStores, TenantStores } from '#storage/stores.ts';
import type { TermsCache } from './contract/terms.ts';
import type { OpenHandoffs } from './tenancy/open-handoffs.ts';
import type { Undertaking } from './undertaking.ts';

/** One tenant in one mode at one moment: all that a verb may read and write. */
export interface TenantContext {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly now: Instant;
  readonly stores: TenantStores;
  readonly terms: TermsCache;
  /** A fresh id, `prefix_` and a ULID of `now`, or of another instant. */
  readonly newId: (prefix: string, at?: Instant) => string;
}

/** A tenant's context when somebody calls. */
export interface CallContext extends TenantContext {
  readonly principal: Principal;
  readonly actor: Actor;
  readonly account: AccountStores;
  readonly openHandoffs: OpenHandoffs;
  readonly egress: Egress;
  /** Names the request in logs, answers and the audit log. */
  readonly requestId: string;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Of a request that names an idempotency key. */
  readonly undertaking?: Undertaking;
}

/** Refuses a caller whose key lacks `scope`. The first line of every verb that a caller can reach. */
export function requireScope({ principal }: CallContext, scope: Scope): void {
  if (principal.scopes.includes(scope)) return;
  throw new DomainError('insufficient_scope', `The API key ${principal.keyId} lacks the scope ${scope}.`, {
    extensions: { requiredScope: scope, grantedScopes: principal.scopes },
  });
}

/** How much of everything the caller's tenant may have. */
export function limitsOf({ principal }: CallContext): Limits {
  return planOf(principal.plan ?? 'standard').limits;
}

/** The refusal for what is not there, or is another tenant's: the two cannot be told apart. */
export function notFound(kind: string, id: string): DomainError {
  return new DomainError('not_found', `There is no ${kind} ${id}.`);
}

/** The refusal when the caller means to change another version than the one that is there, which is `present`. */
export function staleVersion(kind: string, id: string, present: number): DomainError {
  const message = `The ${kind} ${id} has been changed since (revision ${present}); read it and try again.`;
  return new DomainError('concurrent_update', message);
}

/** The refusal when somebody else changed the same thing at the same time. */
export function concurrentUpdate(kind: string, id: string): DomainError {
  return new DomainError('concurrent_update', `The ${kind} ${id} was changed at the same time; read it and try again.`);
}
