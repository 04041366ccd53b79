import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AppDependencies } from '#api/app.ts';
import { createCursorSeal } from '#api/cursor.ts';
import type { Instant } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import { Authenticator } from '#services/tenancy/authenticate.ts';
import { FailedAttempts } from '#services/tenancy/failed-attempts.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { createAccountStores } from '#storage/stores.ts';
import { WatchedWrites } from '#storage/watched-writes.ts';
import { createAttendance } from './attendance.ts';
import { systemNow } from './clock.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant, type RunOfRequest } from './database.ts';
import { newIdAt, newRandomBytes } from './ids.ts';
import { log } from './log.ts';
import { createTenantClients } from './tenant-clients.ts';
import { VERSION } from './version.ts';

/**
 * Everything that the HTTP API stands on: the table, and nothing else. What is a tenant's is read and written by the client
 * of that tenant; by the function's own, who calls is found out, and who signs up is let in.
 */
export function createApiDependencies(environment: NodeJS.ProcessEnv): AppDependencies {
  const config = readConfig('api', environment);
  const { BATON_TABLE: table, BATON_EGRESS: egress, BATON_RATE_LIMIT: rateLimit } = config;
  const client = createDatabaseClient(environment);
  const clientOf = createTenantClients(environment, config.BATON_TENANT_ROLE_ARN, client);
  const enter = createEnterTenant(clientOf, table);
  const attendance = createAttendance({ client, clientOf, table, rateLimit });
  const unknownReceipts = new FailedAttempts('receipts');
  const platformBy = (by: DynamoDBClient): Platform => ({
    accountOf: (tenantId) => createAccountStores(by, table, tenantId),
    newId: newIdAt,
    randomBytes: newRandomBytes,
    admitSignUp: attendance.admitSignUp,
    unknownReceipts,
  });
  const platform = platformBy(client);
  const authenticator = new Authenticator(platform);
  /** Everything is written by the run. */
  const contextFor = (principal: Principal, now: Instant, requestId: string, run: RunOfRequest) => ({
    ...enter(principal, now, run),
    principal,
    actor: { type: 'api_key' as const, id: principal.keyId },
    account: createAccountStores(run.client, table, principal.tenantId),
    egress,
    openHandoffs: attendance.openHandoffsOf(principal),
    requestId,
    randomBytes: newRandomBytes,
  });
  return {
    authenticate: (token, now, source) => authenticator.authenticate(token, now, source),
    attend: attendance.attend,
    contextFor: (principal, now, requestId) => {
      const watched = new WatchedWrites(clientOf(principal.tenantId));
      return { ...contextFor(principal, now, requestId, watched), hasWritten: () => watched.hasWritten };
    },
    platform,
    cursors: createCursorSeal(config.BATON_CURSOR_KEY),
    idempotency: async () => {
      const { createIdempotency } = await import('./idempotency.ts');
      return createIdempotency({
        client,
        clientOf,
        table,
        now: systemNow,
        contextThrough: ({ principal, now, requestId }, run) => contextFor(principal, now, requestId, run),
        platformThrough: (run) => platformBy(run.client),
      });
    },
    version: VERSION,
    now: systemNow,
    newRequestId: () => newIdAt('req', systemNow()),
    log,
  };
}
