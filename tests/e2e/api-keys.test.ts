import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { request, signUp, type Tenant } from './support/tenant.ts';

let stack: TestStack;
let tenant: Tenant;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  tenant = await signUp(stack);
});
afterAll(() => stack?.dispose());

const SCOPES = ['handoffs:read', 'tenant:admin'];

async function newKey(json: object = {}): Promise<{ id: string; secret: string }> {
  return tenant.create('/v1/api-keys', { name: 'Another', scopes: SCOPES, ...json });
}

async function statusFor(secret: string): Promise<number> {
  return (await request(stack, 'GET', '/v1/tenant', { key: secret })).status;
}

test('a secret that is rotated holds until its overlap ends, and the new one from then on', async () => {
  const { id, secret } = await newKey();
  const rotated = await tenant.call('POST', `/v1/api-keys/${id}/rotate`, { json: { overlap: 'PT6S' } });
  expect(rotated.status, rotated.text).toBe(200);
  const fresh = (rotated.json as { secret: string }).secret;
  expect(await Promise.all([statusFor(secret), statusFor(fresh)])).toEqual([200, 200]);
  const again = problemOf(await tenant.call('POST', `/v1/api-keys/${id}/rotate`, { json: {} }));
  expect(again).toMatchObject({ status: 409, code: 'conflict' });
  await eventually('the old secret is refused', async () => (await statusFor(secret)) === 401);
  expect(await statusFor(fresh)).toBe(200);
});

test('a key that is revoked is refused within ten seconds, also where it was in use a moment ago', async () => {
  const { id, secret } = await newKey();
  expect(await statusFor(secret)).toBe(200);
  expect((await tenant.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
  await eventually('the key is refused', async () => (await statusFor(secret)) === 401, 10);
});

test('of two keys that revoke each other at once, the last of the tenant’s administrators stays', async () => {
  const lone = await signUp(stack);
  const keys = (await lone.call('GET', '/v1/api-keys')).json as {
    data: { id: string; mode: string; name: string; scopes: string[] }[];
  };
  const first = keys.data.find(({ name }) => name === 'first live key');
  if (first === undefined) throw new Error('there is a first key');
  // the same scopes: each could be the other's heir
  const json = { name: 'B', scopes: first.scopes };
  const second = await lone.create<{ id: string; secret: string }>('/v1/api-keys', json);
  const [byFirst, bySecond] = await Promise.all([
    lone.call('DELETE', `/v1/api-keys/${second.id}`),
    lone.call('DELETE', `/v1/api-keys/${first.id}`, { key: second.secret }),
  ]);
  expect([byFirst.status, bySecond.status].toSorted()).toEqual([204, 401]);
  const survivor = byFirst.status === 204 ? lone.live : second.secret;
  const left = (await lone.call('GET', '/v1/api-keys', { key: survivor })).json as typeof keys;
  expect(left.data.filter(({ mode }) => mode === 'live')).toHaveLength(1);
});

test('one key is shown with the version that a change can be made conditional on, and never with its secret', async () => {
  const { id, secret } = await newKey();
  const shown = await tenant.call('GET', `/v1/api-keys/${id}`);
  expect(shown.status, shown.text).toBe(200);
  expect(shown.json).toMatchObject({ id, name: 'Another', version: 1, scopes: SCOPES });
  expect(shown.headers.get('etag')).toBe('"1"');
  expect(shown.text).not.toContain(secret);
});

test('a list says when each key was last used', async () => {
  const { id, secret } = await newKey();
  const unused = await newKey();
  expect(await statusFor(secret)).toBe(200);
  const page = (await tenant.call('GET', '/v1/api-keys?limit=100')).json as {
    data: { id: string; lastUsedAt?: string }[];
  };
  const used = page.data.find((key) => key.id === id)?.lastUsedAt ?? '';
  expect(Math.abs(Date.now() - Date.parse(used))).toBeLessThan(60_000);
  expect(page.data.find((key) => key.id === unused.id)?.lastUsedAt).toBeUndefined();
});

test('a tenant has at most a hundred keys of a mode, however many are made at once', async () => {
  const crowded = await signUp(stack);
  const made = await Promise.all(
    Array.from({ length: 110 }, (_, index) =>
      crowded.call('POST', '/v1/api-keys', { json: { name: `Key ${index}`, scopes: ['metrics:read'] } }),
    ),
  );
  const { current } = (await crowded.call('GET', '/v1/usage')).json as { current: { apiKeys: number } };
  expect(made.filter(({ status }) => status === 201).length + 1).toBe(current.apiKeys);
  expect(current.apiKeys).toBeLessThanOrEqual(100);
  for (const answer of made.filter(({ status }) => status !== 201)) {
    expect(['limit_reached', 'concurrent_update']).toContain(problemOf(answer).code);
  }
});
