import { DomainError } from '#domain/problem.ts';
import { type ApiKey, proveByHash } from '#domain/tenancy/api-key.ts';
import type { Write } from '#storage/tenant-table.ts';
import type { CallContext } from '../context.ts';

/** How often it is tried against others who change keys, or the tenant, at the same time. */
const ATTEMPTS = 4;

/** The caller's own key, and what must hold for it to be as it was found. */
export interface Standing {
  readonly caller: ApiKey;
  readonly writes: readonly Write[];
}

/**
 * What must hold of the caller's key and tenant in the transaction that gives out, takes or changes a key, or says where events
 * go. A process goes on believing in a key for some seconds: what is done in them with one that is revoked must not outlast it.
 * `changing`: the key that the transaction writes, on the condition of its version.
 *
 * @throws DomainError `unauthenticated` if the key is revoked, expired or of another secret, or the tenant is closed
 */
export async function requireStanding(
  { account, principal, tenantId, now }: CallContext,
  changing?: ApiKey,
): Promise<Standing> {
  const { keyId, secretHash } = principal;
  const isOwn = changing?.id === keyId;
  const [key, tenant] = await Promise.all([
    isOwn ? changing : account.apiKeys.get(keyId),
    account.tenant.get(tenantId),
  ]);
  const stands = tenant !== undefined && secretHash !== undefined;
  if (key === undefined || !stands || !proveByHash(secretHash, key, now).holds) {
    throw new DomainError('unauthenticated', 'The API key is unknown, revoked or expired.');
  }
  const own = isOwn ? [] : [account.apiKeys.requiring(keyId, key.version)];
  const conditions = [account.tenant.requiring(tenantId), ...own];
  return { caller: key, writes: conditions.map((condition) => ({ ...condition, of: 'account' as const })) };
}

/** Does `change` anew on what is then there, where others were faster. @throws DomainError `concurrent_update` if they keep on */
export async function despiteOthers<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change();
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof DomainError) || error.code !== 'concurrent_update') throw error;
    }
  }
}
