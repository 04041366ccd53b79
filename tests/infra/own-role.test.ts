import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { Authenticator } from '#services/tenancy/authenticate.ts';
import { memoryDynamo } from '../api/support/memory-dynamo.ts';
import { memoryDependencies, testApp } from '../api/support/test-app.ts';
import { called, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';
import { allows, documentSchema } from './table-policy.ts';

/** What a command asks DynamoDB for: each action with its partition keys. */
function requestsOf(command: unknown): (readonly [action: string, keys: readonly string[]])[] {
  if (command instanceof GetItemCommand) return [['GetItem', [command.input.Key?.['pk']?.S ?? '']]];
  if (command instanceof PutItemCommand) return [['PutItem', [command.input.Item?.['pk']?.S ?? '']]];
  if (command instanceof UpdateItemCommand) return [['UpdateItem', [command.input.Key?.['pk']?.S ?? '']]];
  if (!(command instanceof TransactWriteItemsCommand)) return [[String(command?.constructor.name), ['']]];
  const { TransactItems: items = [] } = command.input;
  const keysOf = (pick: (item: (typeof items)[number]) => string | undefined) =>
    items.flatMap((item) => pick(item) ?? []);
  const all: (readonly [string, readonly string[]])[] = [
    ['PutItem', keysOf(({ Put: put }) => put?.Item?.['pk']?.S)],
    ['UpdateItem', keysOf(({ Update: update }) => update?.Key?.['pk']?.S)],
    ['DeleteItem', keysOf((item) => item.Delete?.Key?.['pk']?.S)],
    ['ConditionCheckItem', keysOf(({ ConditionCheck: check }) => check?.Key?.['pk']?.S)],
  ];
  return all.filter(([, keys]) => keys.length > 0);
}

/** An app whose tenants' data goes by another client than what it does by its own credentials. */
function splitApp() {
  const table = memoryDynamo();
  const requests: (readonly [action: string, keys: readonly string[]])[] = [];
  const send = (command: Parameters<typeof table.send>[0]) => {
    requests.push(...requestsOf(command));
    return table.send(command);
  };
  const own = memoryDependencies({ send } as unknown as DynamoDBClient); // the stores use nothing else of a client
  const ofTenants = memoryDependencies(table);
  const authenticator = new Authenticator(own.platform);
  const { call } = testApp(ROUTES, {
    ...ofTenants,
    platform: own.platform,
    authenticate: (token, now, source) => authenticator.authenticate(token, now, source),
    idempotency: async () => {
      const [tenants, platform] = await Promise.all([ofTenants.idempotency(), own.idempotency()]);
      return { ofTenant: tenants.ofTenant, ofPlatform: platform.ofPlatform };
    },
  });
  return { call, requests };
}

test('whatever the API function does by its own credentials, its policy allows it to', async () => {
  const { Statement: statements } = documentSchema.parse(
    called(resourcesOf(synthesize()), 'PublicApi/TenantIsolation/ApiPolicy').properties['PolicyDocument'],
  );
  const { call, requests } = splitApp();
  const headers = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };
  expect((await call('POST', '/v1/tenants', { json: { name: 'Acme' } })).status).toBe(201);
  const { json } = await call('POST', '/v1/tenants', { json: { name: 'Acme' }, headers });
  const key = json.apiKeys.live.secret;
  const again = await call('POST', '/v1/tenants', { json: { name: 'Acme' }, headers });
  expect(again.json).toEqual(json);
  expect((await call('POST', '/v1/owners', { key, json: { name: 'Ana' }, headers })).status).toBe(201);
  expect((await call('POST', '/v1/api-keys', { key, json: { name: 'CRM', scopes: ['metrics:read'] } })).status).toBe(
    201,
  );
  const closed = await call('DELETE', '/v1/tenant', { key, json: { confirm: json.tenant.id } });
  expect((await call('GET', `/v1/tenant-deletions/${closed.json.receipt}`)).status).toBe(200);
  expect(new Set(requests.map(([action]) => action))).toEqual(new Set(['GetItem', 'PutItem']));
  expect(requests.flatMap(([, keys]) => keys)).toContain(`T#${json.tenant.id}#account#sign-up`);
  const refused = requests.filter(([action, keys]) => !allows(statements, action, keys));
  expect(refused).toEqual([]);
});
