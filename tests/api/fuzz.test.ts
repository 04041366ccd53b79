import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { PROBLEMS } from '#api/problem.ts';
import { ROUTES } from '#api/routes/index.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

let app: WholeApp;
let key: string;

beforeAll(async () => {
  app = wholeApp();
  key = (await signUp(app)).test;
});

const IDS = ['hnd', 'ctr', 'own', 'que', 'whe', 'key'].map((prefix) => `${prefix}_01JDA5K7ZWQ0R8T2V4X6Y8B0CD`);
const word = fc.oneof(
  fc.constantFrom(
    ...IDS,
    'name',
    'contractId',
    'packet',
    'subject',
    'templateSlug',
    'eventTypes',
    'url',
    '*',
    '',
    '%00',
    '..',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(word, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 }),
);

/** What every answer promises, whatever was asked: JSON of ours, with its request id, and never a 500. */
async function expectSane(method: string, path: string, init: Parameters<WholeApp['call']>[2]): Promise<void> {
  const answer = await app.call(method, path, init);
  expect(answer.status, `${method} ${path} ${JSON.stringify(init)} ${JSON.stringify(app.logged)}`).toBeLessThan(500);
  expect(answer.headers.get('x-request-id')).toBeTruthy();
  expect(answer.text).not.toMatch(/node_modules|at \w+ \(|\.ts:\d+/);
  if (answer.status < 400) return;
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  if (method === 'HEAD') return;
  expect(Object.keys(PROBLEMS)).toContain(answer.json.code);
  expect(answer.json.status).toBe(answer.status);
  for (const { pointer } of answer.json.errors ?? []) expect(pointer).toMatch(/^(?:\/.*)?$/s);
}

test('no value in place of a path, query or body makes any route fail', async () => {
  const call = fc.record({
    route: fc.constantFrom(...ROUTES),
    segment: word,
    query: fc.array(fc.tuple(word, word), { maxLength: 3 }),
    body: json,
  });
  await fc.assert(
    fc.asyncProperty(call, async ({ route, segment, query, body }) => {
      const path = route.path.replaceAll(/\{\w+\}/g, encodeURIComponent(segment.toWellFormed()));
      const search = query
        .map((pair) => pair.map((text) => encodeURIComponent(text.toWellFormed())).join('='))
        .join('&');
      const takesBody = route.method !== 'GET' && route.method !== 'DELETE';
      await expectSane(route.method, `${path}?${search}`, { key, ...(takesBody && { json: body }) });
    }),
    { numRuns: 600 },
  );
});

test('no example body with one value replaced makes its route fail', async () => {
  const examples = ROUTES.flatMap((route) =>
    Object.values(route.bodyExamples ?? {}).map(({ value }) => ({ route, value: JSON.stringify(value) })),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...examples), fc.nat(), json, async ({ route, value }, at, replacement) => {
      let position = 0;
      const count = countValues(value);
      const mutated = JSON.parse(value, (_, each: unknown) => (position++ === at % count ? replacement : each));
      const path = route.path.replace(
        '{id}',
        IDS.find((id) => route.path.includes(`/${COLLECTIONS[id.slice(0, 3)]}/`)) ?? '',
      );
      await expectSane(route.method, path, { key, json: mutated });
    }),
    { numRuns: 600 },
  );
});

const COLLECTIONS: Readonly<Record<string, string>> = {
  hnd: 'handoffs',
  ctr: 'contracts',
  own: 'owners',
  que: 'queues',
  whe: 'webhook-endpoints',
};

function countValues(text: string): number {
  let count = 0;
  JSON.parse(text, (_, each: unknown) => {
    count += 1;
    return each;
  });
  return count;
}

test('no bytes, headers or method make any path fail', async () => {
  const call = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'),
    path: fc.oneof(
      fc.constantFrom(...ROUTES.map((route) => route.path)),
      fc.webPath(),
      fc.constantFrom('/%', '/%zz', '//', '/v1//', '/v1/../..'),
    ),
    type: fc.constantFrom('application/json', 'text/plain', 'application/json;charset=utf-8', ''),
    authorization: fc.constantFrom('', 'Bearer', 'Bearer x', 'Basic eA==', 'own'),
    match: fc.constantFrom('', '*', '"1"', 'W/"1"', '"x"', '1'),
    idempotency: fc.oneof(fc.constantFrom('', 'a,a', 'k'.repeat(256), '__proto__'), fc.string({ maxLength: 300 })),
    body: fc.uint8Array({ maxLength: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(call, async ({ method, path, type, authorization, match, idempotency, body }) => {
      const headers = {
        ...(type !== '' && { 'content-type': type }),
        ...(match !== '' && { 'if-match': match }),
        ...(idempotency !== '' && { 'idempotency-key': idempotency }),
        ...(authorization !== '' && { authorization: authorization === 'own' ? `Bearer ${key}` : authorization }),
      };
      const takesBody = method !== 'GET' && method !== 'HEAD';
      await expectSane(method, path, { headers, ...(takesBody && { body: Uint8Array.from(body) }) });
    }),
    { numRuns: 600 },
  );
});
