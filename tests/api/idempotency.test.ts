import { describe, expect, test } from 'vitest';
import { signUp, wholeApp } from './support/whole-app.ts';

const KEY = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };

async function office() {
  const app = wholeApp();
  const key = (await signUp(app)).live;
  const post = (path: string, json: unknown, headers: Record<string, string> = KEY, by = key) =>
    app.call('POST', path, { key: by, headers, json });
  const owners = async () => (await app.call('GET', '/v1/owners?limit=100', { key })).json.data;
  return { app, key, post, owners };
}

test('the same request under the same key is done once, and answered with the same', async () => {
  const { post, owners } = await office();
  const first = await post('/v1/owners', { name: 'Ana', email: 'ana@acme.example' });
  const second = await post('/v1/owners', { email: 'ana@acme.example', name: 'Ana' });
  expect(first.status).toBe(201);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect([second.status, second.text, second.headers.get('etag')]).toEqual([
    201,
    first.text,
    first.headers.get('etag'),
  ]);
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(await owners()).toHaveLength(1);
});

test.each([
  ['body', '/v1/owners', { name: 'Ben' }],
  ['path', '/v1/queues', { name: 'Ana' }],
])('another %s under the same key is refused, and nothing is done', async (_what, path, json) => {
  const { post, owners } = await office();
  await post('/v1/owners', { name: 'Ana' });
  const other = await post(path, json);
  expect([other.status, other.json.code]).toEqual([422, 'idempotency_key_reused']);
  expect(await owners()).toHaveLength(1);
});

test('a key means nothing in the other mode, to another tenant, or to other verbs', async () => {
  const app = wholeApp();
  const [mine, theirs] = [await signUp(app), await signUp(app)];
  const answers = [];
  for (const key of [mine.live, mine.test, theirs.live]) {
    answers.push(await app.call('POST', '/v1/owners', { key, headers: KEY, json: { name: 'Ana' } }));
  }
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(3);
  const path = `/v1/owners/${answers[0]?.json.id}`;
  const patched = await app.call('PATCH', path, { key: mine.live, headers: KEY, json: { name: 'Ana B.' } });
  expect([patched.status, patched.json.name]).toEqual([200, 'Ana B.']);
});

describe('an answer is told to no other API key of the tenant, and nothing is done twice', () => {
  async function withTwoKeys() {
    const all = await office();
    const lesser = await all.post('/v1/api-keys', { name: 'lesser', scopes: ['tenant:admin', 'handoffs:write'] }, {});
    expect(lesser.status).toBe(201);
    const names = async () => {
      const { data } = (await all.app.call('GET', '/v1/api-keys?limit=100', { key: all.key })).json;
      return data.map(({ name }: { name: string }) => name);
    };
    return { ...all, lesser: lesser.json.secret as string, names };
  }
  const REFUSED = [422, 'idempotency_key_reused'];

  test('when it holds the secret of a new key, or of one that was rotated', async () => {
    const { post, lesser, names } = await withTwoKeys();
    const input = { name: 'big', scopes: ['tenant:admin', 'handoffs:override'] };
    const made = await post('/v1/api-keys', input);
    const other = await post('/v1/api-keys', input, KEY, lesser);
    expect([other.status, other.json.code]).toEqual(REFUSED);
    expect(other.text).not.toContain(made.json.secret);
    expect((await post('/v1/api-keys', input)).json.secret).toBe(made.json.secret);
    expect((await names()).filter((name: string) => name === 'big')).toHaveLength(1);
    const again = { 'idempotency-key': 'rotation-1' };
    const path = `/v1/api-keys/${made.json.id}/rotate`;
    const rotated = await post(path, {}, again);
    expect(rotated.status).toBe(200);
    const stolen = await post(path, {}, again, lesser);
    expect([stolen.status, stolen.json.code]).toEqual(REFUSED);
  });

  test('when it is that of a batch', async () => {
    const { app, key, lesser } = await withTwoKeys();
    const item = { contractId: `ctr_${'0'.repeat(26)}`, subject: { type: 'account', id: 'a' }, packet: {} };
    const ask = (by: string) =>
      app.call('POST', '/v1/handoffs/batch', { key: by, headers: KEY, json: { items: [item] } });
    expect((await ask(key)).status).toBe(200);
    const other = await ask(lesser);
    expect([other.status, other.json.code]).toEqual(REFUSED);
  });
});

test('a key that has another secret since goes on under the keys that it sent before', async () => {
  const { app, key, post } = await office();
  const first = await post('/v1/owners', { name: 'Ana' });
  const own = (await app.call('GET', '/v1/api-keys', { key })).json.data.find(
    (each: { name: string }) => each.name === 'first live key',
  );
  const { secret } = (await post(`/v1/api-keys/${own.id}/rotate`, {}, {})).json;
  const second = await post('/v1/owners', { name: 'Ana' }, KEY, secret);
  expect([second.status, second.text]).toEqual([201, first.text]);
});

test('a refusal is not kept: the key may be used again for the same request', async () => {
  const { app, key, post } = await office();
  const input = { name: 'Ben', managerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' };
  expect((await post('/v1/owners', input)).status).toBe(422);
  expect((await post('/v1/owners', input)).headers.get('idempotent-replayed')).toBeNull();
  expect((await app.call('POST', '/v1/owners', { key, headers: KEY, json: { name: 'Ben' } })).status).toBe(201);
});

test('what only looks is answered the same as well', async () => {
  const { post } = await office();
  const asked = {
    calendar: { name: 'A', timezone: 'UTC', weekly: { mon: [['09:00', '17:00']] } },
    start: '2026-11-23T10:00:00Z',
    target: 'PT1H',
  };
  const first = await post('/v1/calendars/preview', asked);
  const second = await post('/v1/calendars/preview', asked);
  expect([first.status, second.status, second.headers.get('idempotent-replayed')]).toEqual([200, 200, 'true']);
  expect(second.text).toBe(first.text);
});

test('a stranger who signs up twice under a key has one tenant, and is shown its secrets again', async () => {
  const app = wholeApp();
  const signing = () => app.call('POST', '/v1/tenants', { headers: KEY, json: { name: 'Acme' } });
  const [first, second] = [await signing(), await signing()];
  expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
});

test.each([
  ['an empty key', '', '1 to 255'],
  ['a key of 256 characters', 'k'.repeat(256), '1 to 255'],
  ['a key of a megabyte', 'k'.repeat(1024 * 1024), '1 to 255'],
  ['a key with a space', 'a b', 'visible ASCII'],
  ['a key that is not ASCII', 'schlüssel', 'visible ASCII'],
  ['a key sent twice', 'a,b', 'sent once'],
])('%s is refused by name, and nothing is done', async (_what, name, told) => {
  const { post, owners } = await office();
  const refused = await post('/v1/owners', { name: 'Ana' }, { 'idempotency-key': name });
  expect([refused.status, refused.json.code]).toEqual([400, 'malformed_request']);
  expect(refused.json.detail).toContain(told);
  expect(await owners()).toEqual([]);
});

test('a key that others could guess does not sign up', async () => {
  const refused = await wholeApp().call('POST', '/v1/tenants', {
    headers: { 'idempotency-key': '1' },
    json: { name: 'A' },
  });
  expect([refused.status, refused.json.detail]).toEqual([400, expect.stringContaining('16 to 255')]);
});

test('of fifty that come at once one has an effect, and all are answered with it', async () => {
  const { post, owners } = await office();
  const answers = await Promise.all(Array.from({ length: 50 }, () => post('/v1/owners', { name: 'Ana' })));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
  expect(await owners()).toHaveLength(1);
});
