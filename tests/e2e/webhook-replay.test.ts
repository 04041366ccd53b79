import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliveryDetail } from '#api/schemas/delivery.ts';
import { pageOf } from '#api/schemas/page.ts';
import { replay } from '#api/schemas/replay.ts';
import { webhookEndpoint } from '#api/schemas/webhook-endpoint.ts';
import { type Delivery, deliverySchema } from '#domain/webhook/delivery.ts';
import { parseDeliveryId } from '#domain/webhook/delivery-id.ts';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

const deliveryPage = pageOf('Delivery', () => deliverySchema());

async function setEnabled({ tenant, endpointId }: World, enabled: boolean): Promise<void> {
  const answer = await tenant.call('PATCH', `/v1/webhook-endpoints/${endpointId}`, { json: { enabled } });
  if (answer.status !== 200) throw new Error(answer.text);
}

async function startReplay({ tenant, endpointId }: World, json: object) {
  return bodyOf(await tenant.call('POST', `/v1/webhook-endpoints/${endpointId}/replay`, { json }), 202, replay());
}

async function readReplay({ tenant }: World, id: string) {
  return bodyOf(await tenant.call('GET', `/v1/replays/${id}`), 200, replay());
}

async function deliveries({ tenant, endpointId }: World, query = ''): Promise<Delivery[]> {
  const found: Delivery[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const path: string = `/v1/webhook-endpoints/${endpointId}/deliveries?limit=3${query}${cursor && `&cursor=${cursor}`}`;
    const page: { data: Delivery[]; nextCursor: string | null } = bodyOf(
      await tenant.call('GET', path),
      200,
      deliveryPage(),
    );
    found.push(...page.data);
    cursor = page.nextCursor;
  }
  return found;
}

/** Ids of all events of some handoffs. */
async function eventIds({ tenant }: World, handoffs: readonly string[]): Promise<string[]> {
  const timelines = await Promise.all(handoffs.map((id) => tenant.timeline(id)));
  return timelines.flat().map(({ id }) => id);
}

async function submitMany(world: World, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push((await world.submit(`acme-${index}`)).id);
  return ids;
}

async function whileDisabled(world: World, count: number): Promise<{ from: string; to: string; ids: string[] }> {
  const from = new Date(Date.now() - 2_000).toISOString();
  await setEnabled(world, false);
  const handoffs = await submitMany(world, count);
  const ids = await eventIds(world, handoffs);
  await eventually('the events are in the log', async () => {
    const { json } = await world.tenant.call('GET', `/v1/events?limit=100&handoffId=${handoffs.at(-1)}`);
    return (json as { data: unknown[] }).data.length > 0;
  });
  await setEnabled(world, true);
  return { from, to: new Date().toISOString(), ids };
}

const receivedIds = ({ receiver }: World) => new Set(receiver.received.map(({ id }) => id));

describe('what an endpoint missed while it was disabled', () => {
  test('arrives by a replay of that window, under the ids of its events', async () => {
    const world = await openWorld(stack);
    const { from, to, ids } = await whileDisabled(world, 4);
    expect(ids.filter((id) => receivedIds(world).has(id))).toEqual([]);
    const begun = await startReplay(world, { from, to, undeliveredOnly: true });
    expect(begun).toMatchObject({ status: 'queued', kind: 'replay', matched: 0, sent: 0, undeliveredOnly: true });
    await eventually('all of them arrive', () => ids.every((id) => receivedIds(world).has(id)));
    const done = await eventually('it is completed', async () => {
      const present = await readReplay(world, begun.id);
      return present.status === 'completed' && present;
    });
    // what was recorded in the second in which it was switched on may have come by itself
    expect(done.sent).toBeGreaterThan(0);
    expect(done.completedAt).toBeDefined();
    const { json } = await world.tenant.call('GET', `/v1/webhook-endpoints/${world.endpointId}/replays`);
    expect(json).toMatchObject({ data: [{ id: begun.id, status: 'completed' }], nextCursor: null });
  });

  test('arrives also if everything is killed in the middle of the replay', async () => {
    const world = await openWorld(stack);
    const { from, to, ids } = await whileDisabled(world, 70);
    expect(ids.length).toBeGreaterThanOrEqual(200);
    const { id } = await startReplay(world, { from, to });
    for (const share of [0.1, 0.5]) {
      await eventually('a part has arrived', () => receivedIds(world).size > share * ids.length, 60);
      await stack.kill9();
      await stack.restart();
    }
    await eventually('all of them arrive', () => ids.every((each) => receivedIds(world).has(each)), 90);
    await eventually('it is completed', async () => (await readReplay(world, id)).status === 'completed', 60);
    const statuses = new Set((await deliveries(world)).map(({ status }) => status));
    expect(statuses).toEqual(new Set(['delivered']));
  });
});

test('what was on its way when an endpoint was disabled by a 410 arrives by a replay from missedSince', async () => {
  let isUp = true;
  const world = await openWorld(stack, { answer: () => (isUp ? 200 : 410) });
  const path = `/v1/webhook-endpoints/${world.endpointId}`;
  await world.tenant.call('PATCH', path, { json: { eventTypes: ['handoff.submitted'] } });
  isUp = false;
  const submitted = await Promise.all(Array.from({ length: 60 }, (_, index) => world.submit(`acme-${index}`)));
  const timelines = await Promise.all(submitted.map(({ id }) => world.tenant.timeline(id)));
  const missed = timelines.flat().flatMap(({ id, type }) => (type === 'handoff.submitted' ? [id] : []));
  expect(missed).toHaveLength(60);
  const off = await eventually('it is disabled', async () => {
    const endpoint = bodyOf(await world.tenant.call('GET', path), 200, webhookEndpoint());
    return !endpoint.enabled && endpoint;
  });
  const isLogged = async (handoffId: string) => {
    const { json } = await world.tenant.call('GET', `/v1/events?type=handoff.submitted&handoffId=${handoffId}`);
    return (json as { data: unknown[] }).data.length > 0;
  };
  await eventually('all are in the log', async () =>
    (await Promise.all(submitted.map(({ id }) => isLogged(id)))).every(Boolean),
  );
  isUp = true;
  const answered = world.receiver.received.length;
  await setEnabled(world, true);
  await startReplay(world, { from: off.missedSince, undeliveredOnly: true });
  await eventually(
    'all of them arrive',
    () => {
      const arrived = new Set(world.receiver.received.slice(answered).map(({ id }) => id));
      return missed.every((id) => arrived.has(id));
    },
    60,
  );
});

describe('a replay', () => {
  test('of events sends those, also again, and each once more only', async () => {
    const world = await openWorld(stack);
    const { id } = await world.submit();
    const ids = await eventIds(world, [id]);
    await eventually('they are delivered', async () => {
      const delivered = new Set((await deliveries(world, '&status=delivered')).map(({ eventId }) => eventId));
      return ids.every((each) => delivered.has(each));
    });
    const [first = '', second = ''] = ids;
    const { id: replayId } = await startReplay(world, { eventIds: [first, second] });
    await eventually('it is completed', async () => (await readReplay(world, replayId)).status === 'completed');
    const count = (event: string) => world.receiver.received.filter((each) => each.id === event).length;
    await eventually('both arrive again', () => count(first) === 2 && count(second) === 2);
    expect(await readReplay(world, replayId)).toMatchObject({ matched: 2, sent: 2 });
    const again = await eventually('the attempts are kept', async () =>
      (await deliveries(world)).find(({ eventId, attempts }) => eventId === first && attempts.length === 2),
    );
    expect(again).toMatchObject({ status: 'delivered', replayId, attemptNumber: 1 });
  });

  test('that is cancelled sends no further pages, and stays cancelled', async () => {
    const world = await openWorld(stack);
    const { from, to } = await whileDisabled(world, 20);
    await world.tenant.call('PATCH', `/v1/webhook-endpoints/${world.endpointId}`, { json: { rateLimit: 1 } });
    const { id } = await startReplay(world, { from, to });
    await eventually('it has begun', async () => (await readReplay(world, id)).sent > 0);
    const cancel = () => world.tenant.call('POST', `/v1/replays/${id}/cancel`);
    const cancelled = bodyOf(await cancel(), 200, replay());
    expect(cancelled).toMatchObject({ status: 'cancelled', reason: 'requested' });
    expect(cancelled.sent).toBeLessThan(80);
    expect(bodyOf(await cancel(), 200, replay())).toEqual(cancelled);
    expect(await readReplay(world, id)).toEqual(cancelled);
  });

  test('of a disabled endpoint is refused, and says what to do', async () => {
    const world = await openWorld(stack);
    await setEnabled(world, false);
    const [from, to] = [new Date(Date.now() - 60_000).toISOString(), new Date().toISOString()];
    const answer = await world.tenant.call('POST', `/v1/webhook-endpoints/${world.endpointId}/replay`, {
      json: { from, to },
    });
    expect(problemOf(answer)).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: expect.stringMatching(/enable it first/),
    });
  });
});

describe('a retry by hand', () => {
  test('sends what failed at once, and what was delivered again, under the same id', async () => {
    let up = false;
    const world = await openWorld(stack, { answer: () => (up ? 200 : 503) });
    await world.submit();
    const [waiting] = await eventually('deliveries wait for their next attempt', async () => {
      const found = await deliveries(world, '&status=pending');
      return found.length > 0 && found;
    });
    if (waiting === undefined) throw new Error('nothing waits');
    up = true;
    const retry = () => world.tenant.call('POST', `/v1/deliveries/${waiting.id}/retry`);
    const reopened = bodyOf(await retry(), 202, deliverySchema());
    expect(reopened).toMatchObject({ status: 'pending', attemptNumber: 0 });
    const read = async () =>
      bodyOf(await world.tenant.call('GET', `/v1/deliveries/${waiting.id}`), 200, deliveryDetail());
    const delivered = await eventually('it is delivered', async () => {
      const present = await read();
      return present.status === 'delivered' && present;
    });
    const posts = () => world.receiver.received.filter(({ id }) => id === waiting.eventId);
    expect(delivered.request).toEqual({ url: world.receiver.url, body: posts().at(-1)?.body });
    const before = posts().length;
    bodyOf(await retry(), 202, deliverySchema());
    await eventually('it is sent again', () => posts().length > before);
    expect(new Set(posts().map(({ body }) => body)).size).toBe(1);
  });

  test('of what an endpoint missed that is disabled is refused, and says what to do', async () => {
    const world = await openWorld(stack);
    await world.submit();
    const [delivery] = await eventually('something is delivered', async () => {
      const found = await deliveries(world);
      return found.length > 0 && found;
    });
    await setEnabled(world, false);
    const answer = await world.tenant.call('POST', `/v1/deliveries/${delivery?.id}/retry`);
    expect(problemOf(answer)).toMatchObject({ status: 409, detail: expect.stringMatching(/enable it first/) });
  });
});

describe('the deliveries of an endpoint', () => {
  test('are listed by status, the newest first, each once, whatever the size of a page', async () => {
    const world = await openWorld(stack, { answer: (request) => (request % 3 === 0 ? 500 : 200) });
    const ids = await eventIds(world, await submitMany(world, 3));
    const all = await eventually('all have a record', async () => {
      const found = await deliveries(world);
      return ids.every((id) => found.some(({ eventId }) => eventId === id)) && found;
    });
    expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(all.length);
    // by when its event was recorded: a first attempt that waits for a place or its pace is made, and noted, later than others
    const positions = all.map(({ id, eventId }) => `${parseDeliveryId(id)?.recordedAt}#${eventId}`);
    expect(positions).toEqual(positions.toSorted().reverse());
    for (const { eventType, attempts } of all) {
      expect(eventType).toMatch(/^(handoff|clock|contract)\./);
      expect(attempts[0]?.url).toBe(world.receiver.url);
    }
    const [pending, failed] = await Promise.all(
      ['pending', 'failed'].map((one) => deliveries(world, `&status=${one}`)),
    );
    expect(failed).toEqual([]);
    for (const delivery of pending ?? []) expect(delivery.status).toBe('pending');
  });
});

test('another tenant’s replays and deliveries cannot be told from none', async () => {
  const [mine, theirs] = await Promise.all([openWorld(stack), openWorld(stack)]);
  await theirs.submit();
  const [delivery] = await eventually('something is delivered', async () => {
    const found = await deliveries(theirs);
    return found.length > 0 && found;
  });
  const { id } = await startReplay(theirs, { eventIds: [delivery?.eventId] });
  const never = `${id.slice(0, 4)}01JDA5K7ZWQ0R8T2V4X6Y8B0CD`;
  const foreign = [
    ['GET', `/v1/replays/${id}`],
    ['POST', `/v1/replays/${id}/cancel`],
    ['GET', `/v1/deliveries/${delivery?.id}`],
    ['POST', `/v1/deliveries/${delivery?.id}/retry`],
  ] as const;
  for (const [method, path] of foreign) {
    const told = problemOf(await mine.tenant.call(method, path));
    expect(told).toMatchObject({ status: 404, code: 'not_found' });
  }
  const unknown = problemOf(await mine.tenant.call('GET', `/v1/replays/${never}`));
  const { detail } = problemOf(await mine.tenant.call('GET', `/v1/replays/${id}`));
  expect(detail?.replace(id, never)).toBe(unknown.detail);
  const json = { eventIds: [delivery?.eventId] };
  const stolen = await mine.tenant.call('POST', `/v1/webhook-endpoints/${mine.endpointId}/replay`, { json });
  expect(problemOf(stolen)).toMatchObject({ code: 'validation_failed', errors: [{ code: 'unknown_event' }] });
});
