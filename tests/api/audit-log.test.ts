import { beforeEach, describe, expect, test } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { addSeconds } from '#domain/instant.ts';
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

/** Each change of the configuration, in an order in which they can be made; `id` is of the last thing that was created. */
const CHANGES: readonly {
  readonly does: string;
  readonly path?: string;
  readonly json?: object;
  readonly action: string;
}[] = [
  { does: 'createOwner', json: { name: 'Ana' }, action: 'owner.created' },
  { does: 'updateOwner', json: { name: 'Anna' }, action: 'owner.updated' },
  { does: 'deleteOwner', action: 'owner.removed' },
  { does: 'createQueue', json: { name: 'EMEA' }, action: 'queue.created' },
  { does: 'updateQueue', json: { name: 'APAC' }, action: 'queue.updated' },
  { does: 'deleteQueue', action: 'queue.removed' },
  { does: 'createCalendar', json: CALENDAR, action: 'calendar.created' },
  { does: 'replaceCalendar', json: { ...CALENDAR, name: 'Berlin' }, action: 'calendar.updated' },
  { does: 'deleteCalendar', action: 'calendar.removed' },
  { does: 'createContract', json: CONTRACT, action: 'contract.created' },
  { does: 'deleteContract', action: 'contract.removed' },
  { does: 'createContract', json: CONTRACT, action: 'contract.created' },
  { does: 'updateContract', json: { name: 'Onboarding' }, action: 'contract.updated' },
  { does: 'publishContract', action: 'contract.published' },
  { does: 'retireContract', json: {}, action: 'contract.retired' },
  { does: 'createWebhookEndpoint', json: ENDPOINT, action: 'webhook_endpoint.created' },
  { does: 'updateWebhookEndpoint', json: { description: 'Slack' }, action: 'webhook_endpoint.updated' },
  { does: 'rotateWebhookSecret', json: {}, action: 'webhook_endpoint.secret_rotated' },
  { does: 'deleteWebhookEndpoint', action: 'webhook_endpoint.removed' },
  { does: 'createApiKey', json: { name: 'CRM', scopes: ['metrics:read'] }, action: 'api_key.created' },
  { does: 'updateApiKey', json: { name: 'CRM sync' }, action: 'api_key.updated' },
  { does: 'rotateApiKey', json: {}, action: 'api_key.rotated' },
  { does: 'revokeApiKey', action: 'api_key.removed' },
  { does: 'createReviewAction', json: { title: 'Require the goals' }, action: 'review_action.created' },
  { does: 'updateReviewAction', json: { status: 'done' }, action: 'review_action.updated' },
  { does: 'updateTenant', json: { timezone: 'Europe/Berlin' }, action: 'tenant.updated' },
];

/** What changes no configuration, though it takes a right of those who do: handoffs and deliveries have histories of their own, and a deletion leaves no log. */
const NO_CHANGE: ReadonlySet<string> = new Set([
  'migrateHandoffs',
  'rebaseHandoffs',
  'handOver',
  'previewCalendar',
  'checkContract',
  'simulateContract',
  'backtestContract',
  'testWebhookEndpoint',
  'retryDelivery',
  'startReplay',
  'cancelReplay',
  'deleteTenant',
]);

const CONFIGURING: ReadonlySet<string> = new Set([
  'contracts:write',
  'routing:write',
  'webhooks:write',
  'tenant:admin',
]);

let app: WholeApp;
let key: string;
let other: string;
beforeEach(async () => {
  app = wholeApp();
  ({ live: key, test: other } = await signUp(app));
});

async function log(query = '', by = key) {
  const { status, json } = await app.call('GET', `/v1/audit-log${query}`, { key: by });
  expect(status, JSON.stringify(json)).toBe(200);
  return json as { data: Record<string, never>[]; nextCursor: string | null };
}

async function change(does: string, json: object | undefined, id: string): Promise<{ id: string; requestId: string }> {
  const route = ROUTES.find(({ operationId }) => operationId === does);
  if (route === undefined) throw new Error(`there is no ${does}`);
  const path = route.path.replace('{id}', id).replace('{month}', NOON.slice(0, 7)).replace('{actionId}', id);
  const answer = await app.call(route.method, path, { key, ...(json === undefined ? {} : { json }) });
  expect(answer.status, `${does}: ${answer.text}`).toBeLessThan(300);
  return { id: answer.json?.id ?? id, requestId: answer.headers.get('x-request-id') ?? '' };
}

test('every route that changes the configuration leaves an entry, and there is no other such route', async () => {
  const known = new Set([...CHANGES.map(({ does }) => does), ...NO_CHANGE]);
  const configuring = ROUTES.filter(({ method, scope }) => method !== 'GET' && CONFIGURING.has(scope));
  expect(configuring.map(({ operationId }) => operationId).filter((each) => !known.has(each))).toEqual([]);
  let id = '';
  for (const { does, json, action } of CHANGES) {
    const done = await change(does, json, id);
    id = done.id;
    const { data } = await log('?limit=1');
    const made = { action, requestId: done.requestId, occurredAt: NOON, resource: { id } };
    expect(data[0], does).toMatchObject(made);
  }
});

describe('an entry', () => {
  test('tells what was changed, from what to what', async () => {
    const { id } = await change('createOwner', { name: 'Ana', capacity: 10 }, '');
    await change('updateOwner', { capacity: 5 }, id);
    const [updated, created] = (await log()).data;
    expect(updated).toMatchObject({ changes: [{ member: 'capacity', before: 10, after: 5 }] });
    expect(created).toMatchObject({
      changes: expect.arrayContaining([{ member: 'name', after: 'Ana' }]),
      actor: { type: 'api_key' },
    });
  });

  test('never tells a secret, or the hash of one', async () => {
    const created = await app.call('POST', '/v1/api-keys', { key, json: { name: 'CRM', scopes: ['metrics:read'] } });
    await change('rotateApiKey', {}, created.json.id);
    const endpoint = await app.call('POST', '/v1/webhook-endpoints', { key, json: ENDPOINT });
    const text = JSON.stringify(await log());
    expect(text).toContain('"withheld":"secret"');
    expect(text).not.toContain(created.json.secret);
    expect(text).not.toContain(endpoint.json.secret);
    expect(text).not.toMatch(/[0-9a-f]{64}/);
  });

  test('of a change that was refused is not there', async () => {
    await app.call('PATCH', `/v1/owners/own_${'0'.repeat(26)}`, { key, json: { name: 'Nobody' } });
    const { id } = await change('createOwner', { name: 'Ana' }, '');
    await app.call('PATCH', `/v1/owners/${id}`, { key, json: { name: 'B' }, headers: { 'if-match': '"9"' } });
    expect((await log()).data).toHaveLength(1);
  });
});

describe('the log', () => {
  test('shows live changes to live keys, test changes to test keys, and those of the account to both', async () => {
    await change('createOwner', { name: 'Ana' }, '');
    await change('updateTenant', { name: 'Acme' }, '');
    expect((await log()).data.map(({ action }) => action)).toEqual(['tenant.updated', 'owner.created']);
    expect((await log('', other)).data.map(({ action }) => action)).toEqual(['tenant.updated']);
  });

  test('can be read page by page, each entry once, the latest first', async () => {
    for (let index = 0; index < 7; index++) {
      app.clock.now = addSeconds(NOON, index);
      await change(index % 2 === 0 ? 'createOwner' : 'updateTenant', { name: `Name ${index}` }, '');
    }
    const seen: string[] = [];
    let query = '?limit=3';
    for (;;) {
      const { data, nextCursor } = await log(query);
      seen.push(...data.map((entry) => String(entry['occurredAt'])));
      if (nextCursor === null) break;
      query = `?limit=3&cursor=${nextCursor}`;
    }
    expect(seen).toEqual([...Array(7).keys()].reverse().map((index) => addSeconds(NOON, index)));
  });

  test('can be narrowed by time, by who did it and by what was changed', async () => {
    const { id } = await change('createOwner', { name: 'Ana' }, '');
    app.clock.now = addSeconds(NOON, 60);
    await change('createQueue', { name: 'EMEA' }, '');
    const actions = async (query: string) => (await log(query)).data.map(({ action }) => action);
    expect(await actions(`?resource=${id}`)).toEqual(['owner.created']);
    expect(await actions(`?from=${addSeconds(NOON, 60)}`)).toEqual(['queue.created']);
    expect(await actions(`?to=${addSeconds(NOON, 60)}`)).toEqual(['owner.created']);
    expect(await actions(`?actor=key_${'0'.repeat(26)}`)).toEqual([]);
  });
});
