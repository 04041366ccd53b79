import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { SCOPES } from '#domain/tenancy/scope.ts';
import { memoryDynamo } from './support/memory-dynamo.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const ADMIN: readonly string[] = SCOPES;
const ENDPOINT = { url: 'https://hooks.example.com/', eventTypes: ['*'] };

let app: WholeApp;
let live: string;
/** What others do between a transaction's being made and its reaching the table. */
let meanwhile: () => Promise<unknown>;
/** What others do in that time is not held up itself. */
let sending: number;

beforeEach(async () => {
  const table = memoryDynamo();
  meanwhile = async () => undefined;
  sending = 0;
  const send = async (command: Parameters<typeof table.send>[0]) => {
    if (command instanceof TransactWriteItemsCommand && sending === 0) {
      sending += 1;
      const act = meanwhile;
      meanwhile = async () => undefined;
      await act();
      sending -= 1;
    }
    return table.send(command);
  };
  app = wholeApp({ send } as unknown as DynamoDBClient); // the stores use nothing else of a client
  ({ live } = await signUp(app));
});

const call = (method: string, path: string, json?: object, key = live, headers = {}) =>
  app.call(method, path, { key, headers, ...(json === undefined ? {} : { json }) });

async function newKey(json: object = {}): Promise<{ id: string; secret: string }> {
  const answer = await call('POST', '/v1/api-keys', { name: 'Another', scopes: ADMIN, ...json });
  expect(answer.status, answer.text).toBe(201);
  return answer.json;
}

const mint = (by: string, headers = {}) =>
  call('POST', '/v1/api-keys', { name: 'Child', scopes: ['tenant:admin'] }, by, headers);
const closeTenant = async () => {
  const { json } = await call('GET', '/v1/tenant');
  return call('DELETE', '/v1/tenant', { confirm: json.id });
};
const believed = async (secret: string) =>
  expect((await call('GET', '/v1/tenant', undefined, secret)).status).toBe(200);
const keys = async () => (await call('GET', '/v1/api-keys?limit=100')).json.data as { id: string; name: string }[];

/** How a key ends that a process goes on believing in for some seconds. */
const ENDS: Readonly<Record<string, (key: { readonly id: string }) => Promise<unknown>>> = {
  'is revoked': ({ id }) => call('DELETE', `/v1/api-keys/${id}`),
  'has another secret': ({ id }) => call('POST', `/v1/api-keys/${id}/rotate`, { overlap: 'PT0S', force: true }),
  'is of a tenant that is closed': closeTenant,
};

/** What would outlast it. `id`: of another key, that stays. */
const POWERS: Readonly<
  Record<string, (by: string, of: { own: string; id: string; endpoint: string }) => ReturnType<typeof call>>
> = {
  'mints no other': (by) => mint(by),
  'mints no other under an idempotency key': (by) => mint(by, { 'idempotency-key': 'child-1' }),
  'gets no secret of another': (by, { id }) => call('POST', `/v1/api-keys/${id}/rotate`, {}, by),
  'gets no secret of itself': (by, { own }) => call('POST', `/v1/api-keys/${own}/rotate`, { force: true }, by),
  'changes no other': (by, { id }) => call('PATCH', `/v1/api-keys/${id}`, { name: 'X' }, by),
  'revokes no other': (by, { id }) => call('DELETE', `/v1/api-keys/${id}`, undefined, by),
  'sends events nowhere': (by) => call('POST', '/v1/webhook-endpoints', ENDPOINT, by),
  'sends events nowhere else': (by, { endpoint }) =>
    call('PATCH', `/v1/webhook-endpoints/${endpoint}`, { url: 'https://evil.example.com/' }, by),
  'gets no secret of an endpoint': (by, { endpoint }) =>
    call('POST', `/v1/webhook-endpoints/${endpoint}/rotate-secret`, {}, by),
  'closes no tenant': async (by) => {
    const { json } = await call('GET', '/v1/tenant', undefined, by);
    return call('DELETE', '/v1/tenant', { confirm: json.id ?? `ten_${'0'.repeat(26)}` }, by);
  },
};

describe.each(Object.entries(ENDS))('a key that %s, and is still believed', (_how, end) => {
  test.each(Object.entries(POWERS))('%s', async (_what, use) => {
    const [leaked, other] = [await newKey(), await newKey()];
    const endpoint = (await call('POST', '/v1/webhook-endpoints', ENDPOINT)).json.id;
    await believed(leaked.secret);
    await end(leaked);
    const answer = await use(leaked.secret, { own: leaked.id, id: other.id, endpoint });
    expect(answer.status, answer.text).toBeOneOf([401, 404, 409, 422]);
    expect(answer.text).not.toMatch(/baton_live_|whsec_/);
    expect((await keys()).filter(({ name }) => name === 'Child' || name === 'X')).toEqual([]);
    const urls = (await call('GET', '/v1/webhook-endpoints')).json.data.map(({ url }: { url: string }) => url);
    expect(urls).toEqual([ENDPOINT.url]);
  });

  test.each(Object.entries(POWERS))('in the very moment of the write, %s', async (_what, use) => {
    const [leaked, other] = [await newKey(), await newKey()];
    const endpoint = (await call('POST', '/v1/webhook-endpoints', ENDPOINT)).json.id;
    await believed(leaked.secret);
    meanwhile = () => end(leaked);
    const answer = await use(leaked.secret, { own: leaked.id, id: other.id, endpoint });
    expect(answer.status, answer.text).toBeOneOf([401, 404, 409]);
    expect(answer.text).not.toMatch(/baton_live_|whsec_/);
  });
});

test('who is refused so is told as whoever sends an unknown key', async () => {
  const leaked = await newKey();
  await believed(leaked.secret);
  await call('DELETE', `/v1/api-keys/${leaked.id}`);
  const refused = await mint(leaked.secret);
  expect(refused.json).toMatchObject({
    code: 'unauthenticated',
    detail: 'The API key is unknown, revoked or expired.',
  });
  expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="baton", error="invalid_token"');
});

test.each([
  ['GET', '/v1/tenant'],
  ['PATCH', '/v1/tenant', { name: 'Acme' }],
  ['GET', '/v1/reviews/2026-10'],
  ['POST', '/v1/reviews/2026-10/actions', { title: 'Ask earlier' }],
] as const)(
  'who asks for the tenant that has just been closed is told so too: %s %s',
  async (method, path, json?: object) => {
    const { test: testKey } = await signUp(app);
    const other = await signUp(app);
    const own = (await call('GET', '/v1/tenant', undefined, other.test)).json;
    expect((await call('GET', path.replace('/actions', ''), undefined, other.test)).status).toBeOneOf([200, 404]);
    expect((await call('DELETE', '/v1/tenant', { confirm: own.id }, other.live)).status).toBe(202);
    const refused = await call(method, path, json, other.test);
    expect([refused.status, refused.json.code, refused.json.detail]).toEqual([
      401,
      'unauthenticated',
      'The API key is unknown, revoked or expired.',
    ]);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="baton", error="invalid_token"');
    expect((await call('GET', '/v1/tenant', undefined, testKey)).status).toBe(200);
  },
);

test('a key in the overlap of its rotation can do all that it could', async () => {
  const key = await newKey();
  await call('POST', `/v1/api-keys/${key.id}/rotate`, {});
  expect((await mint(key.secret)).status).toBe(201);
});

test('a key that is renamed in the moment of the write goes on with it', async () => {
  const key = await newKey();
  meanwhile = () => call('PATCH', `/v1/api-keys/${key.id}`, { name: 'Renamed' });
  expect((await mint(key.secret)).status).toBe(201);
});

describe('of each mode one key that administers and does not expire stays', () => {
  const soon = { expiresAt: addSeconds(NOON, 2) };
  const first = async () => (await keys()).find(({ name }) => name === 'first live key')?.id ?? '';
  const lasting = async () => {
    const all = (await call('GET', '/v1/api-keys?limit=100')).json.data as Record<string, unknown>[];
    return all.filter(({ mode, scopes, expiresAt }) => {
      return mode === 'live' && expiresAt === undefined && (scopes as string[]).includes('tenant:admin');
    }).length;
  };

  test('though it is given an end', async () => {
    await newKey(soon);
    const refused = await call('PATCH', `/v1/api-keys/${await first()}`, soon);
    expect([refused.status, refused.json.code]).toEqual([409, 'in_use']);
    await newKey();
    expect((await call('PATCH', `/v1/api-keys/${await first()}`, soon)).status).toBe(200);
  });

  test('though another is there that expires', async () => {
    await newKey(soon);
    expect((await call('DELETE', `/v1/api-keys/${await first()}`)).json.code).toBe('in_use');
  });

  test('though it revokes itself while the other is given an end, and the other way round', async () => {
    const other = await newKey();
    meanwhile = () => call('PATCH', `/v1/api-keys/${other.id}`, soon, other.secret);
    expect((await call('DELETE', `/v1/api-keys/${await first()}`)).json.code).toBe('in_use');
    expect(await lasting()).toBe(1);
    expect((await call('PATCH', `/v1/api-keys/${other.id}`, { expiresAt: null })).status).toBe(200);
    const id = await first();
    meanwhile = () => call('DELETE', `/v1/api-keys/${other.id}`, undefined, other.secret);
    expect((await call('PATCH', `/v1/api-keys/${id}`, soon)).json.code).toBe('in_use');
    expect(await lasting()).toBe(1);
  });

  test('though both are given an end at once', async () => {
    const other = await newKey();
    const answers = await Promise.all([
      call('PATCH', `/v1/api-keys/${other.id}`, soon),
      call('PATCH', `/v1/api-keys/${await first()}`, soon, other.secret),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await lasting()).toBe(1);
  });

  test('and any other can be revoked or given an end', async () => {
    const narrow = await newKey({ scopes: ['handoffs:read'] });
    const ending = await newKey(soon);
    expect((await call('PATCH', `/v1/api-keys/${narrow.id}`, soon)).status).toBe(200);
    expect((await call('DELETE', `/v1/api-keys/${narrow.id}`)).status).toBe(204);
    expect((await call('DELETE', `/v1/api-keys/${ending.id}`)).status).toBe(204);
  });
});

describe('closing a tenant', () => {
  test('that is refused, since others keep changing it, leaves every key, however many there are', async () => {
    for (let index = 0; index < 98; index++) await newKey({ scopes: ['handoffs:read'] });
    const rename = async () => {
      await call('PATCH', '/v1/tenant', { name: 'Acme' });
      meanwhile = rename;
    };
    meanwhile = rename;
    expect((await closeTenant()).json.code).toBe('concurrent_update');
    meanwhile = async () => undefined;
    expect(await keys()).toHaveLength(100);
  });

  test('by a version of it that is not the last is refused, and closes nothing', async () => {
    const { json, headers } = await call('GET', '/v1/tenant');
    const seen = { 'if-match': headers.get('etag') ?? '' };
    await call('PATCH', '/v1/tenant', { name: 'Acme' });
    expect((await call('DELETE', '/v1/tenant', { confirm: json.id }, live, seen)).json.code).toBe('concurrent_update');
    expect(await keys()).toHaveLength(2);
  });

  test('ends all of a hundred keys', async () => {
    for (let index = 0; index < 98; index++) await newKey({ scopes: ['handoffs:read'] });
    expect((await closeTenant()).status).toBe(202);
    expect(await keys()).toEqual([]);
  });

  test('ends a key, too, that is made in the moment between', async () => {
    meanwhile = () => newKey();
    expect((await closeTenant()).status).toBe(202);
    expect(await keys()).toEqual([]);
  });
});
