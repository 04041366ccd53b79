import { expect, test } from 'vitest';
import { openApiDocument } from '#api/openapi/document.ts';
import { getThing, postFailure, THING } from './support/sample-routes.ts';
import { testApp } from './support/test-app.ts';

const deprecated = { since: '2026-11-22', until: '2027-05-24', link: '/docs/guides/api-conventions' } as const;
const routes = [
  { ...getThing, deprecated },
  { ...postFailure, deprecated: { since: '2026-11-22', link: deprecated.link } as const },
];

test.each([
  ['an answer', {}, 401],
  ['a refusal', { key: 'reader' }, 200],
])('%s of a deprecated route says since when, until when, and what to read', async (_what, init, status) => {
  const answer = await testApp(routes).call('GET', THING, init);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('deprecation')).toBe('@1795305600');
  expect(answer.headers.get('sunset')).toBe('Mon, 24 May 2027 00:00:00 GMT');
  expect(answer.headers.get('link')).toBe('</docs/guides/api-conventions>; rel="deprecation"; type="text/html"');
});

test('a failure says it as well, and a route without an end names none', async () => {
  const { status, headers } = await testApp(routes).call('POST', '/v1/failures?how=bug');
  expect([status, headers.get('deprecation'), headers.get('sunset')]).toEqual([500, '@1795305600', null]);
});

test('other routes say nothing of it', async () => {
  const { headers } = await testApp([getThing]).call('GET', THING, { key: 'reader' });
  expect(['deprecation', 'sunset', 'link'].map((name) => headers.get(name))).toEqual([null, null, null]);
});

test('the reference marks the operation', () => {
  const { paths } = openApiDocument(routes, '1.0.0');
  expect(paths?.['/v1/things/{id}']?.get?.deprecated).toBe(true);
  expect(openApiDocument([getThing], '1.0.0').paths?.['/v1/things/{id}']?.get).not.toHaveProperty('deprecated');
});
