import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import type { Answer } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

const DUPLICATES = 50;

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

async function listed<T>({ tenant }: World, path: string): Promise<T[]> {
  const { json } = await tenant.call('GET', path);
  return (json as { data: T[] }).data;
}

/** The answers to many of the same request under one key, those that were told to wait left out. */
async function sendMany({ tenant }: World, path: string): Promise<Answer[]> {
  const headers = { 'idempotency-key': randomUUID() };
  const send = () => tenant.call('POST', path, { headers });
  const answers = await Promise.all(Array.from({ length: DUPLICATES }, send));
  const last = await send();
  expect(last.headers.get('idempotent-replayed')).toBe('true');
  const waiting = answers.filter(({ status }) => status !== last.status);
  for (const { json } of waiting) expect(json).toMatchObject({ code: 'idempotency_in_progress' });
  return [...answers.filter(({ status }) => status === last.status), last];
}

function expectOneEffect(answers: readonly Answer[]): void {
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
}

test('fifty duplicates of a retry by hand at once send the delivery once more', async () => {
  const world = await openWorld(stack);
  await world.tenant.call('POST', `/v1/webhook-endpoints/${world.endpointId}/test`, { json: {} });
  const isTest = ({ event }: World['receiver']['received'][number]) => event.type === 'webhook_endpoint.test';
  const posts = () => world.receiver.received.filter(isTest).length;
  const path = `/v1/webhook-endpoints/${world.endpointId}/deliveries?status=delivered`;
  interface Sent {
    readonly id: string;
    readonly eventType: string;
    readonly version: number;
  }
  const delivered = async () =>
    (await listed<Sent>(world, path)).find(({ eventType }) => eventType === 'webhook_endpoint.test');
  const before = await eventually('it is delivered', delivered);
  expect(posts()).toBe(1);

  const answers = await sendMany(world, `/v1/deliveries/${before.id}/retry`);
  expect(answers[0]?.status).toBe(202);
  expectOneEffect(answers);
  const after = await eventually('it is delivered again', async () => {
    const found = await delivered();
    return found !== undefined && found.version > before.version + 1 && found;
  });
  expect([posts(), after.version]).toEqual([2, before.version + 2]);
});

test('fifty duplicates of the cancelling of a replay at once cancel it once', async () => {
  const world = await openWorld(stack);
  await world.tenant.call('PATCH', `/v1/webhook-endpoints/${world.endpointId}`, { json: { rateLimit: 1 } });
  for (let count = 0; count < 8; count++) await world.submit();
  const events = await eventually('all of it is in the log', async () => {
    const found = await listed<{ id: string }>(world, '/v1/events?type=handoff.*&limit=100');
    return found.length >= 16 && found;
  });
  // a page of a replay is as much as its endpoint takes in ten seconds: this one goes on until it is cancelled
  const json = { eventIds: events.map(({ id }) => id), undeliveredOnly: false };
  const started = await world.tenant.call('POST', `/v1/webhook-endpoints/${world.endpointId}/replay`, { json });
  expect(started.status, started.text).toBeLessThan(300);
  const { id } = started.json as { id: string };

  const answers = await sendMany(world, `/v1/replays/${id}/cancel`);
  expect(answers[0]?.json).toMatchObject({ id, status: 'cancelled' });
  expectOneEffect(answers);
  const { json: kept } = await world.tenant.call('GET', `/v1/replays/${id}`);
  expect(kept).toEqual(answers[0]?.json);
  const entries = await listed<{ action: string }>(world, `/v1/audit-log?resource=${id}`);
  expect(entries.filter(({ action }) => action === 'replay.cancelled')).toHaveLength(1);
});
