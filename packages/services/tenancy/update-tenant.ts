import type { Tenant, TenantPatch } from '#domain/tenancy/tenant.ts';
import { type CallContext, requireScope } from '../context.ts';
import { saveDocument } from '../documents.ts';
import { findOwnTenant } from './own-tenant.ts';

/** Changes the members of `patch` that are there. @throws DomainError `insufficient_scope`, `concurrent_update` */
export async function updateTenant(context: CallContext, patch: TenantPatch, ifVersion?: number): Promise<Tenant> {
  requireScope(context, 'tenant:admin');
  const { account } = context;
  const before = await findOwnTenant(context, ifVersion);
  const { email: _email, ...named } = before;
  const email = patch.email === undefined ? before.email : patch.email;
  const after: Tenant = {
    ...named,
    name: patch.name ?? before.name,
    timezone: patch.timezone ?? before.timezone,
    ...(email === undefined || email === null ? {} : { email }),
    version: before.version + 1,
  };
  return saveDocument(context, account.tenant, 'tenant', { before, after });
}
