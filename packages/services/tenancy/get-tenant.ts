import type { Tenant } from '#domain/tenancy/tenant.ts';
import type { CallContext } from '../context.ts';
import { findDocument } from '../documents.ts';

/** The caller's own tenant. Any key may ask whose it is. */
export async function getTenant({ account, tenantId }: CallContext): Promise<Tenant> {
  return findDocument(account.tenant, 'tenant', tenantId);
}
