import type { AppDependencies } from '#api/app.ts';
import { Authenticator } from '#services/tenancy/authenticate.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { createAccountStores } from '#storage/stores.ts';
import { systemNow } from './clock.ts';
import { readConfig } from './config.ts';
import { createDatabaseClient, createEnterTenant } from './database.ts';
import { newIdAt, newRandomBytes } from './ids.ts';
import { log } from './log.ts';
import { VERSION } from './version.ts';

/** Everything that the HTTP API stands on: the table, and nothing else. */
export function createApiDependencies(environment: NodeJS.ProcessEnv): AppDependencies {
  const { BATON_TABLE: table, BATON_EGRESS: egress } = readConfig('api', environment);
  const client = createDatabaseClient(environment);
  const enter = createEnterTenant(client, table);
  const platform: Platform = {
    accountOf: (tenantId) => createAccountStores(client, table, tenantId),
    newId: newIdAt,
    randomBytes: newRandomBytes,
  };
  const authenticator = new Authenticator(platform);
  return {
    authenticate: (token, now) => authenticator.authenticate(token, now),
    contextFor: (principal, now, requestId) => ({
      ...enter(principal, now),
      principal,
      actor: { type: 'api_key', id: principal.keyId },
      account: platform.accountOf(principal.tenantId),
      egress,
      requestId,
      randomBytes: newRandomBytes,
    }),
    platform,
    version: VERSION,
    now: systemNow,
    newRequestId: () => newIdAt('req', systemNow()),
    log,
  };
}
