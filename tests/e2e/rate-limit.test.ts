import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { signUp, type Tenant } from './support/tenant.ts';

/** Of one request a second and five at once nobody is in doubt whether they are over it. */
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true, environment: { BATON_RATE_LIMIT: '1' } });
});
afterAll(() => stack?.dispose());

async function exhaust(tenant: Tenant) {
  return eventually('a request is refused', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => tenant.call('GET', '/v1/tenant')));
    return answers.find(({ status }) => status === 429);
  });
}

test('every answer to a key says how it stands', async () => {
  const tenant = await signUp(stack);
  for (const path of ['/v1/tenant', '/v1/handoffs', '/v1/owners/nobody']) {
    const { headers } = await tenant.call('GET', path);
    expect(headers.get('ratelimit-policy')).toBe('"default";q=5;w=5');
    expect(headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/);
  }
});

test('whoever calls too often is told when to come back, and is let in then', async () => {
  const tenant = await signUp(stack);
  const refused = await exhaust(tenant);
  expect(problemOf(refused)).toMatchObject({ code: 'rate_limited', status: 429 });
  expect(refused.headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  await eventually('it is let in again', async () => (await tenant.call('GET', '/v1/tenant')).status === 200);
});

test('one tenant’s calls, and one mode’s, are not held against another', async () => {
  const [noisy, quiet] = [await signUp(stack), await signUp(stack)];
  await exhaust(noisy);
  expect((await quiet.call('GET', '/v1/tenant')).status).toBe(200);
  expect((await noisy.call('GET', '/v1/tenant', { key: noisy.test })).status).toBe(200);
});

test('usage tells what came and what was refused', async () => {
  const tenant = await signUp(stack);
  await exhaust(tenant);
  const usage = await eventually('the refusals are told', async () => {
    const answer = await tenant.call('GET', '/v1/usage');
    const { today } = (answer.json ?? {}) as { today?: { requests: number; refused: number } };
    return today !== undefined && today.refused > 0 ? today : undefined;
  });
  expect(usage.requests).toBeGreaterThan(0);
});
