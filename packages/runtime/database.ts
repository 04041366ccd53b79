import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#domain/instant.ts';
import type { TenantContext } from '#services/context.ts';
import { TermsCache } from '#services/contract/terms.ts';
import type { EnterTenant } from '#services/system.ts';
import type { AtomicRequest } from '#storage/atomic-request.ts';
import { RecentReads } from '#storage/recent-reads.ts';
import { createTenantStores } from '#storage/stores.ts';
import { tellingUnanswered } from '#storage/unanswered-writes.ts';
import { clientDefaults } from './aws-client.ts';
import { systemNow } from './clock.ts';
import { newIdAt, newIdElsewhen } from './ids.ts';

/** How long a call to a store may take before it is given up and tried again. */
const REQUEST_TIMEOUT_MS = 3_000;

export function createDatabaseClient(environment: NodeJS.ProcessEnv): DynamoDBClient {
  return tellingUnanswered(
    new DynamoDBClient({
      ...databaseSettings(environment),
      requestHandler: { connectionTimeout: 1_000, requestTimeout: REQUEST_TIMEOUT_MS },
    }),
  );
}

/** What clients have in common that share their connections. */
export function databaseSettings(environment: NodeJS.ProcessEnv) {
  return { ...clientDefaults(environment), maxAttempts: 4, cacheMiddleware: true };
}

/** By what a request reads and writes that is looked after as a whole. */
export type RunOfRequest = Pick<AtomicRequest, 'client' | 'remembering'>;

/**
 * Enters a tenant at the present moment, by the one client or by that of the tenant. What was compiled of its contracts is
 * kept for the life of the process.
 */
export function createEnterTenant(
  client: DynamoDBClient | ((tenantId: string) => DynamoDBClient),
  tableName: string,
): EnterTenant & ((tenant: Parameters<EnterTenant>[0], now: Instant, run?: RunOfRequest) => TenantContext) {
  const clientOf = typeof client === 'function' ? client : () => client;
  const terms = new TermsCache();
  const recent = new RecentReads(() => performance.now());
  return ({ tenantId, mode }, now = systemNow(), run?: RunOfRequest): TenantContext => ({
    tenantId,
    mode,
    now,
    terms,
    stores:
      run === undefined
        ? createTenantStores(clientOf(tenantId), tableName, tenantId, mode, recent)
        : createTenantStores(run.client, tableName, tenantId, mode, run.remembering(recent)),
    newId: (prefix, at = now) => (at === now ? newIdAt(prefix, now) : newIdElsewhen(prefix, at, now)),
  });
}
