import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { STSClient } from '@aws-sdk/client-sts';
import { tenantCredentials } from '#aws/tenant-credentials.ts';
import { BoundedMap } from '#domain/bounded-map.ts';
import { once } from '#domain/once.ts';
import { tellingUnanswered } from '#storage/unanswered-writes.ts';
import { clientDefaults } from './aws-client.ts';
import { systemEpoch } from './clock.ts';
import { databaseSettings } from './database.ts';

/** So many tenants a process keeps clients and credentials of: 40 KB each, about. */
const CAPACITY = 500;
const STS_SETTINGS = { maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 } };

/** The client for the data of a tenant. */
export type ClientOf = (tenantId: string) => DynamoDBClient;

/**
 * A client for each tenant, whose credentials are good for that tenant's keys alone. They share the connections of `base`,
 * which is the function's own. Without a role, as on the local stack, `base` serves all.
 */
export function createTenantClients(
  environment: NodeJS.ProcessEnv,
  roleArn: string | undefined,
  base: DynamoDBClient,
): ClientOf {
  if (roleArn === undefined) return () => base;
  const clients = new BoundedMap<DynamoDBClient>(CAPACITY);
  const sts = once(() => loadSts(environment));
  const role = { sts, roleArn, now: systemEpoch };
  return (tenantId) => {
    const known = clients.get(tenantId);
    if (known !== undefined) return known;
    const client = tellingUnanswered(
      new DynamoDBClient({
        ...databaseSettings(environment),
        credentials: tenantCredentials(role, tenantId),
        requestHandler: base.config.requestHandler,
      }),
    );
    clients.set(tenantId, client);
    return client;
  };
}

async function loadSts(environment: NodeJS.ProcessEnv): Promise<STSClient> {
  const { STSClient: Client } = await import('@aws-sdk/client-sts');
  return new Client({ ...clientDefaults(environment), ...STS_SETTINGS });
}
