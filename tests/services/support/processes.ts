import type { CallContext } from '#services/context.ts';
import { RecentReads } from '#storage/recent-reads.ts';
import { createTenantStores } from '#storage/stores.ts';
import { memoryDynamo } from '../../api/support/memory-dynamo.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { TENANT } from './test-system.ts';

const scopes = ['contracts:write', 'routing:read', 'routing:write', 'handoffs:read', 'handoffs:write'] as const;

/** Makes processes on one table. Each remembers what it has read, for as long as it lives: the worst that there can be. */
export function processes(): () => () => CallContext {
  const client = memoryDynamo();
  const { contextFor } = memoryDependencies(client);
  return () => {
    const recent = new RecentReads(() => 0);
    const stores = createTenantStores(client, 'baton', TENANT.tenantId, TENANT.mode, recent);
    return () => ({ ...contextFor({ ...TENANT, keyId: 'key_1', scopes }, NOON, 'req_1'), stores });
  };
}
