import { createHash } from 'node:crypto';
import type { Principal } from '#domain/tenancy/api-key.ts';
import type { CallContext } from '#services/context.ts';
import { mintKey } from '#services/tenancy/mint-key.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';

/** The context of a call by a key that is stored, of a tenant that is. */
export async function standingCaller(caller: Omit<Principal, 'secretHash'>): Promise<CallContext> {
  const { contextFor, platform } = memoryDependencies();
  const { tenantId, keyId: id, mode, scopes } = caller;
  const { key, secret } = mintKey(tenantId, { id, name: 'caller', mode, scopes }, NOON, platform.randomBytes);
  const account = platform.accountOf(tenantId);
  const tenant = {
    id: tenantId,
    name: 'Acme',
    timezone: 'UTC',
    plan: 'standard' as const,
    version: 1,
    createdAt: NOON,
  };
  await account.tenant.save(tenant, [account.apiKeys.saving(key)]);
  const secretHash = createHash('sha256').update(secret).digest('hex');
  return contextFor({ ...caller, secretHash }, NOON, 'req_1');
}
