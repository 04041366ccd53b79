import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { eventually } from './support/eventually.ts';
import { POSTS, type Post } from './support/posts.ts';
import { furnish, type Premises, storedItems } from './support/premises.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { request } from './support/tenant.ts';

const DUPLICATES = 50;
/** Routes that need a world of their own: signing up below, the others in idempotency-deliveries.test.ts. */
const ELSEWHERE = new Set(['signUp', 'retryDelivery', 'cancelReplay']);

let stack: TestStack;
let once: Premises;
let often: Premises;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  [once, often] = await Promise.all([furnish(stack), furnish(stack)]);
});
afterAll(() => stack.dispose());

/**
 * What a tenant has, with ids and instants of its own taken out: of what kind it is, and in which version. Deliveries are
 * left out, and their pace: those of what was prepared come when they come, and the events that are delivered are in
 * the commits.
 */
async function shapesOf({ tenant }: Premises): Promise<string[]> {
  const items = (await storedItems(stack)).filter(
    (item) => item.includes(`T#${tenant.id}#`) && !item.includes('#deliveries#') && !item.includes('#pace#'),
  );
  return items
    .map((item) => {
      const attributes = new Map(JSON.parse(item) as [string, { S?: string; N?: string }][]);
      const named = [attributes.get('pk')?.S, attributes.get('sk')?.S, attributes.get('version')?.N];
      return named
        .join(' ')
        .replaceAll(/[0-9A-HJKMNP-TV-Z]{26}/g, '<id>')
        .replaceAll(/idempotency#.*/g, 'idempotency')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>');
    })
    .sort();
}

function send(post: Post, { tenant }: Premises, key: string) {
  const by = post.mode === 'test' ? tenant.test : tenant.live;
  return tenant.call('POST', post.path, { key: by, headers: { 'idempotency-key': key }, json: post.json });
}

test('every route that is called by POST is here', () => {
  const routes = ROUTES.filter(({ method, operationId }) => method === 'POST' && !ELSEWHERE.has(operationId));
  expect(Object.keys(POSTS).toSorted()).toEqual(routes.map(({ operationId }) => operationId).toSorted());
});

test.each(Object.entries(POSTS))('fifty duplicates of %s at once have the effect of one', async (_, prepare) => {
  const [single, many] = [await prepare(once), await prepare(often)];
  const before = new Map([[once, await shapesOf(once)] as const, [often, await shapesOf(often)] as const]);
  const reference = await send(single, once, randomUUID());
  expect(reference.status, reference.text).toBeLessThan(300);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: DUPLICATES }, () => send(many, often, key)));
  const waiting = answers.filter(({ status }) => status !== reference.status);
  for (const { json } of waiting) expect(json).toMatchObject({ code: 'idempotency_in_progress' });
  const last = await send(many, often, key);
  expect([last.status, last.headers.get('idempotent-replayed')]).toEqual([reference.status, 'true']);
  const done = answers.filter(({ status }) => status === reference.status);
  expect(new Set([...done, last].map(({ text }) => text)).size).toBe(1);
  expect(done.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
  const added = async (premises: Premises) => without(await shapesOf(premises), before.get(premises) ?? []);
  await eventually(
    'both tenants have the same more',
    async () => {
      return JSON.stringify(await added(often)) === JSON.stringify(await added(once));
    },
    5,
  ).catch(async () => expect(await added(often)).toEqual(await added(once)));
});

/** Those of `shapes` beyond those in `known`. */
function without(shapes: readonly string[], known: readonly string[]): string[] {
  const left = [...known];
  return shapes.filter((shape) => {
    const index = left.indexOf(shape);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

test('fifty duplicates of a sign-up at once open one tenant, whose secrets all of them are shown', async () => {
  const before = await storedItems(stack);
  const key = randomUUID();
  const sent = Array.from({ length: DUPLICATES }, () =>
    request(stack, 'POST', '/v1/tenants', { headers: { 'idempotency-key': key }, json: { name: 'Acme' } }),
  );
  const answers = await Promise.all(sent);
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(201);
  const known = new Set(before);
  const opened = (await storedItems(stack)).filter((item) => !known.has(item) && /#account#tenant"/.test(item));
  expect(opened).toHaveLength(1);
});

test('what was answered with a secret cannot be read off the table', async () => {
  const key = randomUUID();
  const answer = await often.tenant.call('POST', '/v1/api-keys', {
    headers: { 'idempotency-key': key },
    json: { name: 'Sealed', scopes: ['handoffs:read'] },
  });
  const { secret } = answer.json as { secret: string };
  const stored = (await storedItems(stack)).join('\n');
  expect(stored).not.toContain(secret);
  expect(stored).not.toContain(Buffer.from(secret).toString('base64'));
  expect(stored).not.toContain(key);
});
