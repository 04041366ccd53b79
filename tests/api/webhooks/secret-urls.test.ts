import { beforeEach, describe, expect, test } from 'vitest';
import { signUp, type WholeApp, wholeApp } from '../support/whole-app.ts';

const PATH = '/services/T00000000/B00000000/pathsecret';
const ENDPOINTS = [
  { url: `https://hooks.slack.com${PATH}`, format: 'slack', eventTypes: ['*'] },
  { url: `https://acme.webhook.office.com${PATH}?sig=pathsecret`, format: 'teams', eventTypes: ['*'] },
  { url: `https://example.com:8443${PATH}`, eventTypes: ['*'] },
] as const;
const MOVED = 'https://elsewhere.example.com/movedsecret';
const SECRET = /pathsecret|movedsecret|T00000000/;

let app: WholeApp;
let key: string;
beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).live;
});

async function call(method: string, path: string, json?: object) {
  const answer = await app.call(method, path, { key, ...(json === undefined ? {} : { json }) });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer;
}

/** Each kind of change that an endpoint sees. */
async function changed(input: object): Promise<void> {
  const path = `/v1/webhook-endpoints/${(await call('POST', '/v1/webhook-endpoints', input)).json.id}`;
  await call('PATCH', path, { enabled: false });
  await call('PATCH', path, { enabled: true });
  await call('PATCH', path, { url: MOVED });
  await call('POST', `${path}/rotate-secret`, {});
  await call('DELETE', path);
}

describe.each(ENDPOINTS)('what is secret in $url', (input) => {
  test('is not in the audit log, which says that it was changed and where it leads', async () => {
    await changed(input);
    const { json, text } = await call('GET', '/v1/audit-log?limit=100');
    expect(text).not.toMatch(SECRET);
    const { origin } = new URL(input.url);
    const moved = json.data.find(({ changes }: { changes: { member: string; before?: string }[] }) =>
      changes.some(({ member, before }) => member === 'origin' && before === origin),
    );
    expect(moved).toMatchObject({
      action: 'webhook_endpoint.updated',
      changes: [
        { member: 'origin', before: origin, after: new URL(MOVED).origin },
        { member: 'url', withheld: 'secret' },
      ],
    });
  });

  test('is not in the events and the audit log of an export', async () => {
    await changed(input);
    const { text } = await call('GET', '/v1/tenant/export?limit=1000');
    expect(text).not.toMatch(SECRET);
    const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    const { origin } = new URL(input.url);
    const events = lines.filter(({ kind, data }) => kind === 'event' && data.type.startsWith('webhook_endpoint.'));
    const told = events.map(({ data }) => [data.type, data.data.url]);
    expect(told).toEqual([
      ['webhook_endpoint.disabled', origin],
      ['webhook_endpoint.enabled', origin],
    ]);
  });

  test('is shown to whoever may read the endpoint', async () => {
    const { id } = (await call('POST', '/v1/webhook-endpoints', input)).json;
    expect((await call('GET', `/v1/webhook-endpoints/${id}`)).json.url).toBe(input.url);
  });
});

test('an export has the URL of an endpoint in full, unless it is that of a chat', async () => {
  for (const input of ENDPOINTS) await call('POST', '/v1/webhook-endpoints', input);
  const { text } = await call('GET', '/v1/tenant/export?limit=1000');
  const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  const urls = lines.flatMap(({ kind, data }) => (kind === 'webhook_endpoint' ? [data.url] : []));
  const [slack, teams, own] = ENDPOINTS.map(({ url }) => url);
  expect(urls).toEqual([new URL(slack ?? '').origin, new URL(teams ?? '').origin, own]);
  expect(text).not.toContain(slack);
});
