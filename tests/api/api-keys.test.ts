import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { SCOPES } from '#domain/tenancy/scope.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const ADMIN = ['tenant:admin', 'handoffs:read'];
const ALL: readonly string[] = SCOPES;
const DAY = 24 * 3600;

let app: WholeApp;
let live: string;
let other: string;
beforeEach(async () => {
  app = wholeApp();
  ({ live, test: other } = await signUp(app));
});

async function send(method: string, path: string, json?: object, key = live, headers = {}) {
  return app.call(method, path, { key, headers, ...(json === undefined ? {} : { json }) });
}

async function newKey(json: object = {}, by = live): Promise<{ id: string; secret: string }> {
  const answer = await send('POST', '/v1/api-keys', { name: 'Another', scopes: ADMIN, ...json }, by);
  expect(answer.status, answer.text).toBe(201);
  return answer.json;
}

async function firstKey(mode: string): Promise<string> {
  const { json } = await send('GET', '/v1/api-keys');
  return json.data.find((key: { name: string }) => key.name === `first ${mode} key`).id;
}

async function works(secret: string): Promise<boolean> {
  return (await send('GET', '/v1/tenant', undefined, secret)).status === 200;
}

describe('rotation', () => {
  test('gives the same key another secret; the one before holds for a day unless it is said otherwise', async () => {
    const { id, secret } = await newKey();
    const { json } = await send('POST', `/v1/api-keys/${id}/rotate`, {});
    expect(json).toMatchObject({ id, rotatedAt: NOON, previousSecretExpiresAt: addSeconds(NOON, DAY) });
    expect(json.secret).not.toBe(secret);
    expect(json.hint).toBe(json.secret.slice(-4));
    app.clock.now = addSeconds(NOON, DAY - 1);
    expect([await works(secret), await works(json.secret)]).toEqual([true, true]);
    app.clock.now = addSeconds(NOON, DAY);
    expect([await works(secret), await works(json.secret)]).toEqual([false, true]);
  });

  test('without overlap ends the old secret at once, for whoever did not use it in the last seconds', async () => {
    const { id, secret } = await newKey();
    const { json } = await send('POST', `/v1/api-keys/${id}/rotate`, { overlap: 'PT0S' });
    expect(json).not.toHaveProperty('previousSecretExpiresAt');
    expect([await works(secret), await works(json.secret)]).toEqual([false, true]);
  });

  test('inside an overlap is refused, unless it is forced: then the oldest secret ends', async () => {
    const { id, secret } = await newKey();
    const second = (await send('POST', `/v1/api-keys/${id}/rotate`, {})).json.secret;
    const refused = await send('POST', `/v1/api-keys/${id}/rotate`, {});
    expect(refused.json).toMatchObject({ code: 'conflict', previousSecretExpiresAt: addSeconds(NOON, DAY) });
    const third = (await send('POST', `/v1/api-keys/${id}/rotate`, { force: true })).json.secret;
    expect([await works(secret), await works(second), await works(third)]).toEqual([false, true, true]);
  });

  test.each(['P1D', 'PT169H', 'PT-1H', 'tomorrow', ''])('with an overlap of %j is refused', async (overlap) => {
    const { id } = await newKey();
    const { json } = await send('POST', `/v1/api-keys/${id}/rotate`, { overlap });
    expect(json).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/overlap' }] });
  });

  test('of a key that may do more than the caller, or by a live key of a test one, is refused', async () => {
    const lesser = await newKey({ scopes: ['tenant:admin'] });
    const greater = await newKey();
    const byLesser = await send('POST', `/v1/api-keys/${greater.id}/rotate`, {}, lesser.secret);
    expect(byLesser.json).toMatchObject({ code: 'validation_failed', errors: [{ code: 'scope_beyond_caller' }] });
    const tests = await firstKey('test');
    expect((await send('POST', `/v1/api-keys/${tests}/rotate`, {})).json.code).toBe('validation_failed');
  });
});

describe('revocation', () => {
  test('takes hold within five seconds of the last belief, and a key may revoke itself', async () => {
    const { id, secret } = await newKey();
    expect(await works(secret)).toBe(true);
    expect((await send('DELETE', `/v1/api-keys/${id}`, undefined, secret)).status).toBe(204);
    app.clock.now = addSeconds(NOON, 5);
    expect(await works(secret)).toBe(false);
  });

  test('spares the last key of each mode that may administer and has not expired', async () => {
    const first = await firstKey('live');
    expect((await send('DELETE', `/v1/api-keys/${first}`)).json.code).toBe('in_use');
    await newKey({ scopes: ['metrics:read'] });
    await newKey({ scopes: ALL, expiresAt: addSeconds(NOON, 60) });
    app.clock.now = addSeconds(NOON, 60);
    expect((await send('DELETE', `/v1/api-keys/${first}`)).json.code).toBe('in_use');
    const heir = await newKey({ scopes: ALL });
    expect((await send('DELETE', `/v1/api-keys/${first}`)).status).toBe(204);
    expect((await send('DELETE', `/v1/api-keys/${heir.id}`, undefined, heir.secret)).json.code).toBe('in_use');
  });

  test('or an expiry spares a key that alone could give a scope for good, by whomever, in each mode', async () => {
    for (const [mode, by] of [
      ['live', live],
      ['test', other],
    ] as const) {
      const full = await firstKey(mode);
      const lesser = await newKey({ scopes: ['tenant:admin'] }, by);
      const partial = await newKey({ scopes: ALL.filter((scope) => scope !== 'contracts:write') }, by);
      for (const { secret } of [lesser, partial]) {
        const refused = [
          await send('DELETE', `/v1/api-keys/${full}`, undefined, secret),
          await send('PATCH', `/v1/api-keys/${full}`, { expiresAt: addSeconds(NOON, 60) }, secret),
        ];
        for (const { status, json } of refused) expect([status, json.code]).toEqual([409, 'in_use']);
      }
      expect((await send('DELETE', `/v1/api-keys/${lesser.id}`, undefined, by)).status).toBe(204);
      await newKey({ scopes: ALL }, by);
      expect((await send('DELETE', `/v1/api-keys/${full}`, undefined, partial.secret)).status).toBe(204);
    }
  });

  test('of the other key, by each of two at once, leaves one', async () => {
    const [first, second] = [await firstKey('live'), await newKey({ scopes: ALL })];
    const answers = await Promise.all([
      send('DELETE', `/v1/api-keys/${second.id}`),
      send('DELETE', `/v1/api-keys/${first}`, undefined, second.secret),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401]);
  });
});

describe('a change of a key', () => {
  test('renames it or moves its expiry, against the version that was read', async () => {
    const { id, secret } = await newKey();
    const expiresAt = addSeconds(NOON, 60);
    const changed = await send('PATCH', `/v1/api-keys/${id}`, { name: 'CRM', expiresAt }, live, { 'if-match': '"1"' });
    expect(changed.json).toMatchObject({ id, name: 'CRM', expiresAt, version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');
    const stale = await send('PATCH', `/v1/api-keys/${id}`, { name: 'X' }, live, { 'if-match': '"1"' });
    expect(stale.json.code).toBe('concurrent_update');
    expect((await send('PATCH', `/v1/api-keys/${id}`, { expiresAt: null })).json).not.toHaveProperty('expiresAt');
    app.clock.now = addSeconds(NOON, 120);
    expect(await works(secret)).toBe(true);
  });

  test('does not let in again what has expired', async () => {
    const { id, secret } = await newKey({ expiresAt: addSeconds(NOON, 60) });
    app.clock.now = addSeconds(NOON, 60);
    expect(await works(secret)).toBe(false);
    expect((await send('PATCH', `/v1/api-keys/${id}`, { expiresAt: null })).json.code).toBe('validation_failed');
    expect((await send('POST', `/v1/api-keys/${id}/rotate`, {})).json.code).toBe('conflict');
  });

  test('never shows a hash or an old secret', async () => {
    const { id } = await newKey();
    await send('POST', `/v1/api-keys/${id}/rotate`, {});
    expect((await send('GET', '/v1/api-keys')).text).not.toMatch(/hash|previous"|[0-9a-f]{64}/);
  });
});

describe('a test key', () => {
  test('cannot change, revoke or rotate a live key, which goes on as it was', async () => {
    const { id, secret } = await newKey();
    const refused = [
      await send('PATCH', `/v1/api-keys/${id}`, { expiresAt: addSeconds(NOON, 1) }, other),
      await send('DELETE', `/v1/api-keys/${id}`, undefined, other),
      await send('POST', `/v1/api-keys/${id}/rotate`, { overlap: 'PT0S', force: true }, other),
    ];
    for (const { status, json } of refused) expect([status, json.code]).toEqual([403, 'test_mode_forbids']);
    app.clock.now = addSeconds(NOON, 60);
    expect(await works(secret)).toBe(true);
    const { json } = await send('GET', '/v1/api-keys');
    expect(json.data.find((key: { id: string }) => key.id === id)).toMatchObject({ version: 1, name: 'Another' });
  });

  test('can do all of that to test keys, and a live key can change and revoke them', async () => {
    const [own, its] = [await newKey({}, other), await newKey({}, other)];
    expect((await send('PATCH', `/v1/api-keys/${own.id}`, { name: 'CI' }, other)).json.name).toBe('CI');
    expect((await send('POST', `/v1/api-keys/${own.id}/rotate`, {}, other)).status).toBe(200);
    expect((await send('DELETE', `/v1/api-keys/${own.id}`, undefined, other)).status).toBe(204);
    expect((await send('PATCH', `/v1/api-keys/${its.id}`, { name: 'CI' })).json.name).toBe('CI');
    expect((await send('DELETE', `/v1/api-keys/${its.id}`)).status).toBe(204);
  });
});

describe('the limit of keys', () => {
  const fill = async (by: string) => {
    for (let index = 0; index < 99; index++) await newKey({ name: `Key ${index}`, scopes: ['metrics:read'] }, by);
  };
  const mint = (by: string) => send('POST', '/v1/api-keys', { name: 'One more', scopes: ['metrics:read'] }, by);

  test('is of one mode: whoever holds a test key cannot keep live from making one', async () => {
    await fill(other);
    expect((await mint(other)).json).toMatchObject({ code: 'limit_reached', limit: 100, current: 100 });
    expect((await mint(live)).status).toBe(201);
    const usage = async (key: string) => (await send('GET', '/v1/usage', undefined, key)).json.current.apiKeys;
    expect([await usage(live), await usage(other)]).toEqual([2, 100]);
  });

  test('counts a key that is revoked by another mode in its own', async () => {
    await fill(other);
    expect((await send('DELETE', `/v1/api-keys/${await firstKey('test')}`)).json.code).toBe('in_use');
    const { json } = await send('GET', '/v1/api-keys?limit=100');
    const some = json.data.find(({ name }: { name: string }) => name === 'Key 7');
    expect((await send('DELETE', `/v1/api-keys/${some.id}`)).status).toBe(204);
    expect((await mint(other)).status).toBe(201);
    expect((await mint(other)).json.code).toBe('limit_reached');
  });
});

describe('the tenant', () => {
  test('can be renamed, moved and left without an address, against the version that was read', async () => {
    const { headers } = await send('GET', '/v1/tenant');
    const etag = { 'if-match': headers.get('etag') ?? '' };
    const named = await send('PATCH', '/v1/tenant', { name: 'Acme', email: 'ops@acme.example' }, live, etag);
    expect(named.json).toMatchObject({ name: 'Acme', email: 'ops@acme.example', timezone: 'UTC', version: 2 });
    expect((await send('PATCH', '/v1/tenant', { name: 'B' }, live, etag)).json.code).toBe('concurrent_update');
    const moved = await send('PATCH', '/v1/tenant', { email: null, timezone: 'Europe/Berlin' });
    expect(moved.json).not.toHaveProperty('email');
    expect(moved.json).toMatchObject({ name: 'Acme', timezone: 'Europe/Berlin' });
    expect((await send('PATCH', '/v1/tenant', { timezone: 'Mars' })).json.code).toBe('validation_failed');
    expect((await send('PATCH', '/v1/tenant', { plan: 'unlimited' })).json.code).toBe('validation_failed');
  });

  test('sees its limits and what it has of each', async () => {
    await send('POST', '/v1/owners', { name: 'Ana' });
    const { json } = await send('GET', '/v1/usage');
    expect(json).toMatchObject({
      mode: 'live',
      plan: 'standard',
      limits: { openHandoffs: 100_000, owners: 5_000, apiKeys: 100 },
      current: { openHandoffs: 0, owners: 1, queues: 0, apiKeys: 1 },
      rate: { perSecond: 200, burst: 1_000 },
    });
  });
});
