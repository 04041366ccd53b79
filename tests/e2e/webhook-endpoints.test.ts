import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PublishedEvent } from '#domain/published-event.ts';
import { eventually } from './support/eventually.ts';
import { type Received, type Receiver, startReceiver } from './support/receiver.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { signUp, type Tenant } from './support/tenant.ts';
import { closeWorlds, openWorld } from './support/world.ts';

let stack: TestStack;
const receivers: Receiver[] = [];
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.close()));
  await closeWorlds();
  await stack.dispose();
});

interface Endpoint {
  readonly id: string;
  readonly secret: string;
}

async function listen(tenant: Tenant, input: object = {}): Promise<Endpoint & { readonly receiver: Receiver }> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  const json = { url: receiver.url, eventTypes: ['handoff.submitted'], ...input };
  return { receiver, ...(await tenant.create<Endpoint>('/v1/webhook-endpoints', json)) };
}

/** What a call answers, which must have `status`. */
async function ask<T>(tenant: Tenant, method: string, path: string, json: object, status: number): Promise<T> {
  const answer = await tenant.call(method, `/v1/webhook-endpoints${path}`, { json });
  if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.json as T;
}

const rotate = (tenant: Tenant, id: string, json: object) =>
  ask<Endpoint & { previousSecretExpiresAt?: string }>(tenant, 'POST', `/${id}/rotate-secret`, json, 200);
const tryOut = (tenant: Tenant, id: string, json: object = {}) =>
  ask<{ event: PublishedEvent; deliveryId: string }>(tenant, 'POST', `/${id}/test`, json, 202);

const arrival = (receiver: Receiver, eventId: string): Promise<Received> =>
  eventually(`${eventId} arrives`, () => receiver.received.find(({ id }) => id === eventId));

/** Whether the official packages take a message as signed by `secret`. */
function verifies(secret: string, { body, headers }: Received): boolean {
  const verdicts = [new Webhook(secret), new SvixWebhook(secret)].map((webhook) => {
    try {
      webhook.verify(body, headers);
      return true;
    } catch {
      return false;
    }
  });
  expect(verdicts[1]).toBe(verdicts[0]);
  return verdicts[0] === true;
}

test('during a rotation the official packages verify each message with either secret, and afterwards with the new one alone', async () => {
  const tenant = await signUp(stack);
  const { id, secret: first, receiver } = await listen(tenant);
  const before = await arrival(receiver, (await tryOut(tenant, id)).event.id);
  expect(verifies(first, before)).toBe(true);

  const { secret: second, previousSecretExpiresAt } = await rotate(tenant, id, { overlap: 'PT1H' });
  expect(previousSecretExpiresAt).toBeDefined();
  const during = await arrival(receiver, (await tryOut(tenant, id)).event.id);
  expect([verifies(first, during), verifies(second, during)]).toEqual([true, true]);
  expect(during.headers['webhook-signature']?.split(' ')).toHaveLength(2);

  const own = `whsec_${Buffer.alloc(64, 7).toString('base64')}`;
  const { secret: third } = await rotate(tenant, id, { overlap: 'PT0S', force: true, secret: own });
  expect(third).toBe(own);
  const after = await arrival(receiver, (await tryOut(tenant, id)).event.id);
  expect([first, second, third].map((secret) => verifies(secret, after))).toEqual([false, false, true]);
});

test('a test event arrives at its endpoint alone, as it was answered, and its delivery can be looked at', async () => {
  const tenant = await signUp(stack);
  const tried = await listen(tenant, { filter: "event.data.subject.type == 'none'" });
  const other = await listen(tenant, { eventTypes: ['*'] });
  const { event, deliveryId } = await tryOut(tenant, tried.id, { type: 'clock.breached' });
  const arrived = await arrival(tried.receiver, event.id);
  expect(arrived.event).toEqual(event);
  expect(arrived.event.data).toMatchObject({ endpointId: tried.id, example: { type: 'clock.breached' } });
  const delivery = await eventually('the delivery is recorded', async () => {
    const { status, json } = await tenant.call('GET', `/v1/deliveries/${deliveryId}`);
    return status === 200 && json;
  });
  expect(delivery).toMatchObject({ id: deliveryId, status: 'delivered', endpointId: tried.id });
  // what is sent to the other one afterwards shows that the test has passed it by
  const { event: last } = await tryOut(tenant, other.id);
  await arrival(other.receiver, last.id);
  expect(other.receiver.received.map(({ id }) => id)).toEqual([last.id]);
});

test('an endpoint gets what its filter is true for, with its headers, whose values are not shown', async () => {
  const { tenant, submit } = await openWorld(stack);
  const filter = "event.data.subject.id.startsWith('vip-')";
  const headers = { Authorization: 'Bearer t0psecret-gateway' };
  const { id, receiver } = await listen(tenant, { filter, headers });
  await submit('ordinary-1');
  const vip = await submit('vip-1');
  const [arrived] = await eventually('the filtered event arrives', () => {
    const found = receiver.about(vip.id);
    return found.length > 0 && found;
  });
  expect(arrived?.headers['authorization']).toBe(headers.Authorization);
  const shown = await tenant.call('GET', `/v1/webhook-endpoints/${id}`);
  expect(shown.text).toContain('"Authorization"');
  expect(shown.text).not.toContain('t0psecret');
  await ask(tenant, 'PATCH', `/${id}`, { filter: null, headers: null }, 200);
  const later = await submit('ordinary-2');
  const [unfiltered] = await eventually('what was filtered before arrives', () => {
    const found = receiver.about(later.id);
    return found.length > 0 && found;
  });
  expect(unfiltered?.headers).not.toHaveProperty('authorization');
  expect(receiver.received.map(({ event }) => event.handoffId)).toEqual([vip.id, later.id]);
});

test('switching an endpoint off and on is told to another one, and by hand is a reason', async () => {
  const tenant = await signUp(stack);
  const watcher = await listen(tenant, { eventTypes: ['webhook_endpoint.*'] });
  const { id, receiver } = await listen(tenant);
  await ask(tenant, 'PATCH', `/${id}`, { enabled: false }, 200);
  await ask(tenant, 'PATCH', `/${id}`, { enabled: false }, 200);
  await ask(tenant, 'PATCH', `/${id}`, { enabled: true }, 200);
  const told = await eventually('both changes are told', () => {
    const events = watcher.receiver.received.map(({ event }) => event);
    const types = new Set(events.map(({ type }) => type));
    return types.size === 2 && events;
  });
  const [off] = told.filter(({ type }) => type === 'webhook_endpoint.disabled');
  const [on] = told.filter(({ type }) => type === 'webhook_endpoint.enabled');
  expect(off).toMatchObject({
    data: { endpointId: id, url: new URL(receiver.url).origin, reason: 'manual' },
    actor: { type: 'api_key' },
  });
  expect(on).toMatchObject({ data: { endpointId: id, disabledReason: 'manual', disabledAt: off?.occurredAt } });
  expect(new Set(watcher.receiver.received.map((each) => each.id)).size).toBe(2);
});

test('of thirty endpoints that are made at once twenty are there, and removing one makes room for one', async () => {
  const tenant = await signUp(stack);
  const make = () =>
    tenant.call('POST', '/v1/webhook-endpoints', { json: { url: 'https://example.com/hook', eventTypes: ['*'] } });
  const answers = await Promise.all(Array.from({ length: 30 }, make));
  // who lost too many races is told to try again
  while (answers.some(({ status }) => status === 409)) {
    const lost = answers.findIndex(({ status }) => status === 409);
    answers[lost] = await make();
  }
  const made = answers.filter(({ status }) => status === 201);
  expect(made).toHaveLength(20);
  for (const { status, json } of answers.filter((answer) => !made.includes(answer))) {
    expect([status, json]).toMatchObject([422, { code: 'limit_reached', limit: 20 }]);
  }
  const [first] = made.map(({ json }) => (json as Endpoint).id);
  expect((await tenant.call('DELETE', `/v1/webhook-endpoints/${first}`)).status).toBe(204);
  expect((await Promise.all([make(), make()])).map(({ status }) => status).sort()).toEqual([201, 422]);
});
