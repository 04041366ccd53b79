import type { Instant } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import { SCOPES } from '#domain/tenancy/scope.ts';
import type { Tenant, TenantInput } from '#domain/tenancy/tenant.ts';
import { notingSignUp } from '#storage/sign-up-note.ts';
import { concurrentUpdate } from '../context.ts';
import { mintKey } from './mint-key.ts';
import type { Platform } from './platform.ts';

interface IssuedKey {
  readonly id: string;
  /** Shown this once. */
  readonly secret: string;
}

export interface SignedUp {
  readonly tenant: Tenant;
  readonly apiKeys: { readonly live: IssuedKey; readonly test: IssuedKey };
}

/**
 * Opens a tenant with a live and a test key, both with every scope. All of it is stored, or nothing is.
 *
 * @throws DomainError `rate_limited` where more sign up than Baton lets in
 */
export async function signUp(platform: Platform, input: TenantInput, now: Instant): Promise<SignedUp> {
  const { newId, randomBytes, accountOf } = platform;
  await requireTurn(platform);
  const tenant: Tenant = { ...input, id: newId('ten', now), plan: 'standard', version: 1, createdAt: now };
  const issue = (mode: 'live' | 'test') =>
    mintKey(tenant.id, { id: newId('key', now), name: `first ${mode} key`, mode, scopes: SCOPES }, now, randomBytes);
  const live = issue('live');
  const test = issue('test');
  const { tenant: tenants, apiKeys } = accountOf(tenant.id);
  const answer = platform.tieAnswer?.(tenant.id);
  const noted = answer === undefined ? [] : [notingSignUp(answer)];
  if (!(await tenants.save(tenant, [apiKeys.saving(live.key), apiKeys.saving(test.key), ...noted]))) {
    throw concurrentUpdate('tenant', tenant.id);
  }
  return {
    tenant,
    apiKeys: { live: { id: live.key.id, secret: live.secret }, test: { id: test.key.id, secret: test.secret } },
  };
}

async function requireTurn({ admitSignUp }: Platform): Promise<void> {
  const { admitted, settled, standing } = await admitSignUp();
  await settled;
  if (admitted) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(standing().retryMs / 1_000));
  const message = 'Too many organisations are signing up at this moment; try again a little later.';
  throw new DomainError('rate_limited', message, { extensions: { retryAfterSeconds } });
}
