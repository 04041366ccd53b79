import { createServer, type Server } from 'node:http';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiDependencies } from '#runtime/api.ts';
import { systemNow } from '#runtime/clock.ts';
import { createDatabaseClient } from '#runtime/database.ts';
import { createTenantClients } from '#runtime/tenant-clients.ts';
import { type StsStub, startStsStub } from '../support/sts-stub.ts';

const TENANT = 'ten_00000000000000000000000001';
const OTHER = 'ten_00000000000000000000000002';
const ROLE = 'arn:aws:iam::111122223333:role/tenant';

interface Sent {
  /** The access key that it was signed with. */
  readonly by: string;
  readonly action: string;
  readonly body: string;
}

let stub: StsStub;
let table: Server;
let environment: NodeJS.ProcessEnv;
let sent: Sent[] = [];
const before = new Map<string, string | undefined>();
beforeAll(async () => {
  stub = await startStsStub('its-secret');
  table = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const by = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
      sent.push({ by, action: String(request.headers['x-amz-target']).split('.')[1] ?? '', body });
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => table.listen(0, '127.0.0.1', resolve));
  const address = table.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  // where the SDK looks for endpoints is the process's own environment
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${address.port}`,
    AWS_ENDPOINT_URL_STS: stub.url,
  };
  for (const [name, value] of Object.entries(endpoints)) {
    before.set(name, process.env[name]);
    process.env[name] = value;
  }
  environment = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'the-function',
    AWS_SECRET_ACCESS_KEY: 'its-secret',
    BATON_TABLE: 'baton',
    BATON_CURSOR_KEY: 'k'.repeat(64),
    BATON_TENANT_ROLE_ARN: ROLE,
  };
});
afterAll(async () => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  table.closeAllConnections();
  await Promise.all([stub.close(), new Promise((resolve) => table.close(resolve))]);
});
beforeEach(() => {
  sent = [];
});

const ask = (partition: string) =>
  new GetItemCommand({ TableName: 'baton', Key: { pk: { S: partition }, sk: { S: 'x' } } });

test('each tenant’s requests are signed by credentials of its own, got once for many', async () => {
  const clientOf = createTenantClients(environment, ROLE, createDatabaseClient(environment));
  const asked = stub.asked.length;
  await Promise.all([TENANT, OTHER, TENANT, TENANT].map((tenant) => clientOf(tenant).send(ask(`T#${tenant}#live#a`))));
  expect(sent).toHaveLength(4);
  for (const { by, body } of sent) expect(body).toContain(by.split('.')[1] ?? 'nobody');
  expect(stub.asked.length - asked).toBe(2);
});

test('clients of different tenants share their connections', () => {
  const base = createDatabaseClient(environment);
  const clientOf = createTenantClients(environment, ROLE, base);
  expect(clientOf(TENANT)).toBe(clientOf(TENANT));
  expect(clientOf(TENANT)).not.toBe(clientOf(OTHER));
  expect(clientOf(OTHER).config.requestHandler).toBe(base.config.requestHandler);
});

test('without a role the function’s own client serves every tenant', () => {
  const base = createDatabaseClient(environment);
  const clientOf = createTenantClients(environment, undefined, base);
  expect([clientOf(TENANT), clientOf(OTHER)]).toEqual([base, base]);
});

test('by its own credentials the function finds out who calls; a caller’s data is read by those of its tenant', async () => {
  const { authenticate, contextFor, attend } = createApiDependencies(environment);
  const ulid = '0'.repeat(25);
  await authenticate(`baton_live_${ulid}1_${ulid}2_${'a'.repeat(32)}`, systemNow());
  expect(sent.map(({ by }) => by)).toEqual(['the-function', 'the-function']);
  sent = [];
  const principal = { tenantId: TENANT, mode: 'live', keyId: 'key_1', scopes: [] } as const;
  const { stores, account } = contextFor(principal, systemNow(), 'req_1');
  await Promise.all([stores.owners.get('own_1'), stores.bucket.read(), account.apiKeys.get('key_1')]);
  await (await attend(principal)).settled.catch(() => undefined);
  expect(sent.length).toBeGreaterThan(3);
  for (const { by, body } of sent) {
    expect(by).toContain(TENANT);
    expect(body).toContain(`T#${TENANT}#`);
  }
});
