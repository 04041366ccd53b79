import { execFileSync } from 'node:child_process';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryAttempt } from '#domain/webhook/attempt.ts';
import type { Delivery } from '#domain/webhook/delivery.ts';
import { RETRY_DELAYS_SECONDS } from '#domain/webhook/retry.ts';
import {
  MISBEHAVIOURS,
  type MisbehavingReceiver,
  type MisbehaviourName,
  startMisbehavingReceiver,
} from '#tests/support/misbehaving-receivers.ts';
import { eventually } from './support/eventually.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import type { Tenant } from './support/tenant.ts';
import { closeWorlds, openWorld } from './support/world.ts';

const EVENTS = 10;

/** What one process may grow by while it is sent gigabytes. */
const MAX_GROWTH_MB = 200;

interface Bad {
  readonly endpointId: string;
  readonly receiver: MisbehavingReceiver;
}

let stack: TestStack;
let tenant: Tenant;
let healthy: Receiver;
let healthyId: string;
let secret: string;
let bystander: Receiver;
let residentBeforeMb: number;
const bad = new Map<MisbehaviourName, Bad>();

beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  const world = await openWorld(stack, { acceptSeconds: 36_000 });
  ({ tenant } = world);
  [healthy, bystander] = await Promise.all([startReceiver(), startReceiver()]);
  const subscribe = (url: string, eventTypes: readonly string[]) =>
    tenant.create<{ secret: string }>('/v1/webhook-endpoints', { url, eventTypes });
  for (const name of Object.keys(MISBEHAVIOURS) as MisbehaviourName[]) {
    const receiver = await startMisbehavingReceiver(name);
    bad.set(name, { endpointId: (await subscribe(receiver.url, ['handoff.submitted'])).id, receiver });
  }
  ({ id: healthyId, secret } = await subscribe(healthy.url, ['handoff.submitted']));
  await subscribe(bystander.url, ['webhook_endpoint.disabled']);
  residentBeforeMb = residentMb();
  for (let count = 0; count < EVENTS; count++) await world.submit();
});
afterAll(async () => {
  await stack.dispose(); // first: what is under way would otherwise be posted to receivers that are gone
  await Promise.all([healthy.close(), bystander.close()]);
  await Promise.all([...bad.values()].map(({ receiver }) => receiver[Symbol.asyncDispose]()));
  await closeWorlds();
});

/** Memory of the stack's process, which makes the posts. */
function residentMb(): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(stack.pid)], { encoding: 'utf8' })) / 1024;
}

async function deliveriesOf(endpointId: string): Promise<readonly Delivery[]> {
  const { json } = await tenant.call('GET', `/v1/webhook-endpoints/${endpointId}/deliveries?limit=100`);
  return (json as { data: readonly Delivery[] }).data;
}

/** The delivery to a bad endpoint that was attempted least, and its last attempt: retries go on meanwhile. */
async function attemptAt(name: MisbehaviourName): Promise<{ delivery: Delivery; attempt: DeliveryAttempt }> {
  const { endpointId } = badOf(name);
  return await eventually(`an attempt at the one that ${name}`, async () => {
    const attempted = (await deliveriesOf(endpointId)).filter(({ attempts }) => attempts.length > 0);
    const [delivery] = attempted.sort((a, b) => a.attempts.length - b.attempts.length);
    const attempt = delivery?.attempts.at(-1);
    if (delivery !== undefined && attempt !== undefined) return { delivery, attempt };
    return undefined;
  });
}

function badOf(name: MisbehaviourName): Bad {
  const found = bad.get(name);
  if (found === undefined) throw new Error(`no receiver that ${name}`);
  return found;
}

function waitedSeconds({ delivery, attempt }: { delivery: Delivery; attempt: DeliveryAttempt }): number {
  if (delivery.status !== 'pending') throw new Error(`the delivery is ${delivery.status}`);
  return (Date.parse(delivery.nextAttemptAt) - Date.parse(attempt.at)) / 1000;
}

describe('beside receivers that misbehave in every way, of the same tenant', () => {
  test('a healthy one gets every event while those that hang have answered nothing', async () => {
    await eventually('all have arrived', () => new Set(healthy.received.map(({ id }) => id)).size === EVENTS);
    const deliveries = await eventually('and are recorded', async () => {
      const all = await deliveriesOf(healthyId);
      return all.length === EVENTS && all;
    });
    expect(deliveries.map(({ status, attempts }) => [status, attempts.length])).toEqual(
      deliveries.map(() => ['delivered', 1]),
    );
  });

  test('what arrives verifies by the official packages standardwebhooks and svix', async () => {
    await eventually('one has arrived', () => healthy.received.length > 0);
    for (const { body, headers, event } of healthy.received) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(event);
      expect(new SvixWebhook(secret).verify(body, headers)).toEqual(event);
    }
  });
});

describe('a receiver that', () => {
  test.each([
    ['fails', 'unsuccessful_status', /500/],
    ['moved permanently', 'unsuccessful_status', /301; redirects are not followed/],
    ['redirects', 'unsuccessful_status', /302; redirects are not followed/],
    ['resets', 'connection_error', /ECONNRESET/],
    ['sends huge headers', 'connection_error', /HPE_HEADER_OVERFLOW/],
    ['speaks another protocol', 'connection_error', /HPE_/],
    ['floods with 1xx', 'connection_error', /TOO_MANY_INFORMATIONAL_ANSWERS/],
    ['breaks off in its headers', 'connection_error', /ECONNRESET|HPE_/],
  ] as const)('%s is tried again after five seconds, and told %s', async (name, code, message) => {
    const { delivery, attempt } = await attemptAt(name);
    expect(attempt).toMatchObject({ outcome: 'failed', error: { code, message: expect.stringMatching(message) } });
    const scheduled = RETRY_DELAYS_SECONDS[delivery.attempts.length - 1] ?? Number.NaN; // 5 s, unless this test came late
    expect(waitedSeconds({ delivery, attempt })).toBeGreaterThanOrEqual(scheduled);
    expect(waitedSeconds({ delivery, attempt })).toBeLessThanOrEqual(scheduled * 1.1);
  });

  test.each([
    ['is busy for 2 minutes', 120],
    ['is busy until a date', 299],
  ] as const)('%s is left alone for that long', async (name, seconds) => {
    const { delivery, attempt } = await attemptAt(name);
    expect(attempt).toMatchObject({ outcome: 'failed', httpStatus: 429 });
    expect(waitedSeconds({ delivery, attempt })).toBeGreaterThanOrEqual(seconds);
    expect(waitedSeconds({ delivery, attempt })).toBeLessThanOrEqual((seconds + 1) * 1.1);
  });

  test('sends 1 GB has succeeded by its status, after a fraction of that was read', async () => {
    const { endpointId, receiver } = badOf('sends 1 GB');
    const deliveries = await eventually('all are delivered', async () => {
      const all = await deliveriesOf(endpointId);
      return all.length === EVENTS && all.every(({ status }) => status === 'delivered') && all;
    });
    expect(deliveries[0]?.attempts).toMatchObject([{ httpStatus: 200, responseExcerpt: 'x'.repeat(4096) }]);
    expect(receiver.bytesSent() / EVENTS).toBeLessThan(50_000_000);
  });

  test('sends a gzip bomb has succeeded, and nothing was decompressed', async () => {
    const { delivery, attempt } = await attemptAt('sends a gzip bomb');
    expect(delivery.status).toBe('delivered');
    expect(attempt.responseExcerpt?.length).toBeLessThanOrEqual(4096);
  });

  test('is gone is disabled at once, and somebody else is told', async () => {
    const { endpointId, receiver } = badOf('gone');
    const { json } = await eventually('it is disabled', async () => {
      const answer = await tenant.call('GET', `/v1/webhook-endpoints/${endpointId}`);
      return (answer.json as { enabled: boolean }).enabled ? undefined : answer;
    });
    expect(json).toMatchObject({ enabled: false, disabledReason: 'gone' });
    await eventually('the event has arrived', () => bystander.received.length > 0);
    expect(bystander.received[0]?.event).toMatchObject({
      type: 'webhook_endpoint.disabled',
      data: { endpointId, url: new URL(receiver.url).origin, reason: 'gone' },
    });
    const deliveries = await eventually('what was on its way is kept', async () => {
      const all = await deliveriesOf(endpointId);
      return all.length > 0 && all.every(({ status }) => status === 'failed') && all;
    });
    for (const delivery of deliveries)
      expect(delivery).toMatchObject({ reason: expect.stringMatching(/^endpoint_(?:gone|disabled)$/) });
  });

  test('redirects to itself is called once per attempt', async () => {
    const { receiver, endpointId } = badOf('redirects');
    await attemptAt('redirects');
    const attempts = (await deliveriesOf(endpointId)).reduce((sum, delivery) => sum + delivery.attempts.length, 0);
    expect(receiver.requests()).toBeGreaterThanOrEqual(1);
    expect(receiver.requests()).toBeLessThanOrEqual(attempts + EVENTS); // what is under way is not recorded yet
  });
});

describe('the process that posts to all of them', () => {
  test('stays small', async () => {
    await Promise.all([attemptAt('sends huge headers'), attemptAt('floods with 1xx'), attemptAt('sends 1 GB')]);
    expect(residentMb() - residentBeforeMb).toBeLessThan(MAX_GROWTH_MB);
  });
});
