import type { Tenant } from '#domain/tenancy/tenant.ts';
import type { CallContext } from '../context.ts';
import { findOwnTenant } from './own-tenant.ts';

/** The caller's own tenant. Any key may ask whose it is. */
export async function getTenant(context: CallContext): Promise<Tenant> {
  return findOwnTenant(context);
}
