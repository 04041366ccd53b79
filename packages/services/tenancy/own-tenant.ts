import { DomainError } from '#domain/problem.ts';
import type { Tenant } from '#domain/tenancy/tenant.ts';
import { type CallContext, staleVersion } from '../context.ts';

/**
 * The caller's own tenant. A process goes on believing in a key for some seconds after the tenant is closed: then it is the key
 * that is no longer good, whatever was asked for.
 *
 * @throws DomainError `unauthenticated` if it is not there, `concurrent_update` if it is not in the version expected
 */
export async function findOwnTenant({ account, tenantId }: CallContext, ifVersion?: number): Promise<Tenant> {
  const tenant = await account.tenant.get(tenantId);
  if (tenant === undefined) throw new DomainError('unauthenticated', 'The API key is unknown, revoked or expired.');
  if (ifVersion !== undefined && ifVersion !== tenant.version) throw staleVersion('tenant', tenantId, tenant.version);
  return tenant;
}
