import { beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { type FurnishedOffice, furnishedOffice } from './support/keyed-verbs.ts';
import { type WholeApp, wholeApp } from './support/whole-app.ts';

let app: WholeApp;
let office: FurnishedOffice;
beforeAll(async () => {
  app = wholeApp();
  office = await furnishedOffice(app);
});

const JSON_TYPE = { 'content-type': 'application/json' };
const at = (path: string) =>
  path
    .replace('/owners/{id}', `/owners/${office.ana}`)
    .replace('/contracts/{id}', `/contracts/${office.contract}`)
    .replace('/handoffs/{id}', `/handoffs/${office.handoff}`)
    .replace('/test-clocks/{id}', `/test-clocks/${office.testClockId}`)
    .replaceAll(/\{\w+\}/g, '1');
const named = (routes: typeof ROUTES) => routes.map((route) => [`${route.method} ${route.path}`, route] as const);

/** Bodies that mean nothing, or not the same to everybody; and how each is refused by every route that takes one. */
const BODIES: readonly (readonly [what: string, body: string | Uint8Array<ArrayBuffer>, code: string])[] = [
  ['broken UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d), 'malformed_request'],
  ['NUL', '{"name":"a\\u0000b"}', 'malformed_request'],
  ['half a surrogate pair', '{"name":"\\ud800"}', 'malformed_request'],
  ['a key __proto__', '{"__proto__":{"admin":true}}', 'malformed_request'],
  ['a key that is __proto__ once decoded', '{"__pro\\u0074o__":{}}', 'malformed_request'],
  ['a key twice', '{"name":"a","name":"b"}', 'malformed_request'],
  ['a key twice, once escaped', '{"name":"a","n\\u0061me":"b"}', 'malformed_request'],
  ['a depth of 100,000', '['.repeat(100_000), 'malformed_request'],
  ['a depth of 65', `${'['.repeat(65)}${']'.repeat(65)}`, 'malformed_request'],
  ['50,001 values', `[${'1,'.repeat(50_001)}1]`, 'malformed_request'],
  ['an integer that would lose digits', '{"n":12345678901234567890}', 'malformed_request'],
  ['a number that would become another', '{"n":9007199254740993.0}', 'malformed_request'],
  ['a key of a megabyte', `{"${'k'.repeat(1024 * 1024)}":1}`, 'payload_too_large'],
];

describe.each(named(ROUTES.filter(({ method }) => method !== 'GET' && method !== 'DELETE')))('%s', (_, route) => {
  test.each(BODIES)('refuses a body with %s, under a key as without', async (_what, body, code) => {
    for (const idempotency of [{}, { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' }]) {
      const init = { key: office.key, headers: { ...JSON_TYPE, ...idempotency }, body };
      const answer = await app.call(route.method, at(route.path), init);
      if (answer.status !== 404) expect(answer.json.code, answer.text).toBe(code);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.headers.get('idempotent-replayed')).toBeNull();
    }
  });

  test('refuses a Content-Type that was sent twice', async () => {
    const headers = { 'content-type': 'application/json,application/json' };
    const answer = await app.call(route.method, at(route.path), { key: office.key, headers, body: '{}' });
    if (answer.status !== 404) expect([answer.status, answer.json.code]).toEqual([415, 'unsupported_media_type']);
  });
});

test.each(named(ROUTES.filter(({ scope }) => scope !== 'public')))(
  '%s refuses an Authorization that was sent twice',
  async (_, route) => {
    const headers = { authorization: `Bearer ${office.key},Bearer ${office.key}` };
    const answer = await app.call(route.method, at(route.path), { headers });
    expect([answer.status, answer.json.code]).toEqual([401, 'unauthenticated']);
  },
);

describe.each(named(ROUTES))('%s', (_, route) => {
  test('says by OPTIONS what its path answers to, and refuses what it does not', async () => {
    const options = await app.call('OPTIONS', at(route.path));
    expect([options.status, options.text]).toEqual([204, '']);
    expect(options.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining([route.method, 'OPTIONS']));
    const other = await app.call('PROPFIND', at(route.path), { key: office.key });
    expect([other.status, other.json.code, other.headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      options.headers.get('allow'),
    ]);
  });

  test('answers HEAD as GET, without a body', async () => {
    const [head, get] = await Promise.all(
      ['HEAD', 'GET'].map((method) => app.call(method, at(route.path), { key: office.key })),
    );
    expect([head?.status, head?.text]).toEqual([get?.status, '']);
    expect(head?.headers.get('content-type')).toBe(get?.headers.get('content-type'));
  });
});
