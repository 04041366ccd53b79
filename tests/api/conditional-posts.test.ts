import { beforeEach, describe, expect, test } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const CONTRACT = {
  name: 'Closed-won to onboarding',
  from: { stage: 'closed_won' },
  to: { stage: 'onboarding' },
  subjectType: 'account',
  packet: { schema: { type: 'object', properties: { goals: { type: 'string' } } } },
};
const CALENDAR = { name: 'Office', timezone: 'UTC', weekly: { mon: [['09:00', '17:00']] } };
const ENDPOINT = { url: 'https://hooks.example.com/baton', eventTypes: ['*'] };
const KEY = { name: 'CRM', scopes: ['metrics:read'] };
const WINDOW = { from: '2026-11-01T00:00:00Z', to: NOON };
const SUBMISSION = { packet: {}, subject: { type: 'account', id: 'acme' } };

/** What has an ETag, a change of it, and each POST beside the commands on handoffs, which have tests of their own. */
const KINDS = [
  {
    path: '/v1/contracts',
    input: CONTRACT,
    change: { name: 'Onboarding' },
    published: true,
    posts: {
      publish: {},
      retire: {},
      migrate: { toVersion: 1 },
      simulate: SUBMISSION,
      backtest: WINDOW,
    },
  },
  { path: '/v1/calendars', input: CALENDAR, change: { ...CALENDAR, name: 'Berlin' }, posts: { rebase: {} } },
  {
    path: '/v1/owners',
    input: { name: 'Ana' },
    change: { name: 'Anna' },
    posts: { 'hand-over': (other: string) => ({ to: { ownerId: other }, reason: 'They leave.', dryRun: false }) },
  },
  {
    path: '/v1/webhook-endpoints',
    input: ENDPOINT,
    change: { description: 'pager' },
    posts: { 'rotate-secret': {}, test: {}, replay: { from: WINDOW.from } },
  },
  { path: '/v1/api-keys', input: KEY, change: { name: 'CRM sync' }, posts: { rotate: {} } },
];
const CASES = KINDS.flatMap((kind) =>
  Object.entries(kind.posts).map(([verb, body]) => [`${kind.path}/{id}/${verb}`, kind, verb, body] as const),
);

let app: WholeApp;
let key: string;
beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).live;
});

async function call(method: string, path: string, json?: object, headers: Record<string, string> = {}) {
  return app.call(method, path, { key, headers, ...(json === undefined ? {} : { json }) });
}

async function etagOf(path: string): Promise<string> {
  return (await call('GET', path)).headers.get('etag') ?? '';
}

/** All that the tenant has and has done. */
async function everything(): Promise<readonly string[]> {
  const { text } = await call('GET', '/v1/tenant/export?limit=1000');
  return text.split('\n').filter((line) => !/"kind":"(?:export|usage)"/.test(line));
}

describe('a POST with If-Match', () => {
  test.each(CASES)('to %s does nothing to what was changed since it was read', async (_route, kind, verb, body) => {
    const { id } = (await call('POST', kind.path, kind.input)).json;
    const other = (await call('POST', kind.path, { ...kind.input, name: 'Another' })).json;
    const one = `${kind.path}/${id}`;
    if ('published' in kind) await call('POST', `${one}/publish`);
    const read = await etagOf(one);
    expect((await call(kind.path === '/v1/calendars' ? 'PUT' : 'PATCH', one, kind.change)).status).toBe(200);
    const before = await everything();
    const json = typeof body === 'function' ? body(other?.id ?? '') : body;
    const post = (ifMatch: string) => call('POST', `${one}/${verb}`, json, { 'if-match': ifMatch });
    const refused = await post(read);
    expect([refused.status, refused.json.code]).toEqual([409, 'concurrent_update']);
    const present = (await etagOf(one)).replaceAll('"', '');
    expect(refused.json.detail).toContain(`${id} has been changed since (revision ${present});`);
    expect(await everything()).toEqual(before);
    const done = await post(await etagOf(one));
    expect(done.status, done.text).toBeLessThan(300);
  });

  test('is looked at by every route that acts on what has an ETag', () => {
    const tagged = ROUTES.filter(
      ({ method, responses }) => method === 'GET' && responses[200]?.headers?.['ETag'] !== undefined,
    ).map(({ path }) => path);
    const acting = ROUTES.filter(
      ({ method, path }) => method === 'POST' && tagged.some((one) => path.startsWith(`${one}/`)),
    );
    expect(acting.map(({ path }) => path)).toEqual(expect.arrayContaining(CASES.map(([path]) => path)));
    expect(acting.filter(({ request }) => request.conditional !== true).map(({ path }) => path)).toEqual([]);
    const known = [...CASES.map(([path]) => path), ...tagged.filter((path) => path.startsWith('/v1/handoffs/'))];
    const untried = acting.filter(({ path }) => !known.some((each) => path === each || path.startsWith(`${each}/`)));
    expect(untried.map(({ path }) => path)).toEqual([]);
  });
});
