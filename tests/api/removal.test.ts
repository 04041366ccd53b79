import { beforeEach, expect, test } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { CALENDAR } from '#api/schemas/calendar-examples.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const CONTRACT = {
  name: 'C',
  from: { stage: 'a' },
  to: { stage: 'b' },
  subjectType: 'account',
  packet: { schema: { type: 'object' } },
};
const KINDS: readonly (readonly [string, object, object])[] = [
  ['/v1/api-keys', { name: 'CRM', scopes: ['metrics:read'] }, { name: 'CI' }],
  ['/v1/owners', { name: 'Ana' }, { name: 'Ben' }],
  ['/v1/queues', { name: 'EMEA' }, { name: 'APAC' }],
  ['/v1/calendars', CALENDAR, { ...CALENDAR, name: 'Berlin' }],
  ['/v1/contracts', CONTRACT, { name: 'D' }],
  ['/v1/webhook-endpoints', { url: 'https://hooks.example.com/', eventTypes: ['*'] }, { description: 'Slack' }],
];

let app: WholeApp;
let key: string;
beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).live;
});

test.each(KINDS)(
  '%s: what was changed since it was read is not removed by the version that was read',
  async (path, input, change) => {
    const { id } = (await app.call('POST', path, { key, json: input })).json;
    const one = `${path}/${id}`;
    const read = (await app.call('GET', one, { key })).headers.get('etag') ?? '';
    const remove = (ifMatch: string) => app.call('DELETE', one, { key, headers: { 'if-match': ifMatch } });
    const method = path === '/v1/calendars' ? 'PUT' : 'PATCH';
    expect((await app.call(method, one, { key, json: change })).status).toBe(200);
    const refused = await remove(read);
    expect([refused.status, refused.json.code]).toEqual([409, 'concurrent_update']);
    expect((await remove('W/"x"')).json.code).toBe('malformed_request');
    const current = (await app.call('GET', one, { key })).headers.get('etag') ?? '';
    expect(current).not.toBe(read);
    expect((await remove(current)).status).toBe(204);
  },
);

test('every route that removes what has an ETag takes If-Match', () => {
  const tagged = new Set(
    ROUTES.filter(({ method, responses }) => method === 'GET' && responses[200]?.headers?.['ETag'] !== undefined).map(
      ({ path }) => path,
    ),
  );
  const removing = ROUTES.filter(({ method, path }) => method === 'DELETE' && tagged.has(path));
  expect(removing.map(({ path }) => path)).toEqual(
    expect.arrayContaining([...KINDS.map(([path]) => `${path}/{id}`), '/v1/tenant']),
  );
  expect(removing.filter(({ request }) => request.conditional !== true).map(({ path }) => path)).toEqual([]);
});
