import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { verifyWebhook } from '#sdk/webhook/verify.ts';
import { eventually } from './support/eventually.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { seededRandom } from './support/seeded.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import type { TimelineEvent } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

/**
 * More of it: `CHAOS_EVENTS=5000 CHAOS_KILLS=8 npx vitest run --project e2e tests/e2e/webhook-chaos.test.ts`; the same
 * moments again with the printed `CHAOS_SEED`.
 */
const EVENTS = Number(process.env['CHAOS_EVENTS'] ?? 300);
const KILLS = Number(process.env['CHAOS_KILLS'] ?? 2);
const SEED = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const LIMIT_SECONDS = 90 + EVENTS / 5 + KILLS * 15;

/** Of a handoff that is submitted and accepted: submitted, assigned, accepted; clocks started, met, started. */
const EVENTS_PER_HANDOFF = 6;
const HANDOFFS = Math.ceil(EVENTS / EVENTS_PER_HANDOFF);

interface Subscriber {
  readonly endpointId: string;
  readonly secret: string;
  readonly receiver: Receiver;
}

test(`${EVENTS} events to 3 endpoints with ${KILLS} times kill -9 (seed ${SEED}) all arrive, signed, under one id and body`, {
  timeout: LIMIT_SECONDS * 1000,
}, async () => {
  const stack = await startTestStack();
  const world = await openWorld(stack, { acceptSeconds: 36_000 });
  const subscribers = [await subscribe(world), await subscribe(world), await subscribe(world, 7)];
  const startedAt = performance.now();
  const [accepted] = await Promise.all([submitAll(stack, world), killAtRandom(stack, subscribers)]);

  const events = await eventually('nothing moves any more', () => settledEvents(world, accepted), LIMIT_SECONDS);
  expect(events.length).toBeGreaterThanOrEqual(EVENTS);
  for (const subscriber of subscribers) await expectAllDelivered(world, subscriber, events);
  report(events, subscribers, performance.now() - startedAt);
  await Promise.all(subscribers.map(({ receiver }) => receiver.close()));
  await closeWorlds();
});

/** Another endpoint for all events. With `failing`, its receiver fails the first attempt at every so manieth event. */
async function subscribe({ tenant }: World, failing?: number): Promise<Subscriber> {
  const seen = new Set<string>();
  const receiver = await startReceiver((_, id) => {
    const fails = failing !== undefined && !seen.has(id) && seen.size % failing === 0;
    seen.add(id);
    return fails ? 503 : 200;
  });
  const endpoint = await tenant.create<{ secret: string }>('/v1/webhook-endpoints', {
    url: receiver.url,
    eventTypes: ['handoff.*', 'clock.*'],
  });
  return { endpointId: endpoint.id, secret: endpoint.secret, receiver };
}

/** Six clients submit and accept, each until it has its answer; ids of what was answered as accepted. */
async function submitAll(stack: TestStack, { tenant, contractId }: World): Promise<ReadonlySet<string>> {
  const accepted = new Set<string>();
  let begun = 0;
  const client = async (): Promise<void> => {
    while (begun < HANDOFFS) {
      begun += 1;
      const subject = { type: 'account', id: `acme-${begun}` };
      const json = { contractId, subject, packet: { goals: 'Live', arr: 1 } };
      const { id } = (await persist(stack, 201, () => tenant.call('POST', '/v1/handoffs', { json }))) as { id: string };
      // An acceptance whose answer was lost has happened: the next one is told so.
      await persist(stack, 200, async () => {
        const answer = await tenant.call('POST', `/v1/handoffs/${id}/accept`, { json: {} });
        return answer.status === 409 ? { ...answer, status: 200 } : answer;
      });
      accepted.add(id);
    }
  };
  await Promise.all(Array.from({ length: 6 }, client));
  return accepted;
}

/** Calls until there is an answer, over all crashes. */
async function persist(
  stack: TestStack,
  status: number,
  call: () => Promise<{ readonly status: number; readonly json: unknown; readonly text: string }>,
): Promise<unknown> {
  for (;;) {
    try {
      const answer = await call();
      if (answer.status === status) return answer.json;
      if (answer.status < 500 && answer.status !== 429) throw new Error(`${answer.status}: ${answer.text}`);
    } catch (error) {
      if (error instanceof Error && !(error instanceof TypeError)) throw error;
      await eventually('the stack is back', () =>
        fetch(`${stack.url}/healthz`)
          .then(({ ok }) => ok)
          .catch(() => false),
      );
    }
    await delay(20);
  }
}

/** Kills and restarts the stack at moments spread over the whole of what is to be delivered. */
async function killAtRandom(stack: TestStack, subscribers: readonly Subscriber[]): Promise<void> {
  const random = seededRandom(SEED);
  const total = HANDOFFS * EVENTS_PER_HANDOFF * subscribers.length;
  const received = () => subscribers.reduce((sum, { receiver }) => sum + receiver.received.length, 0);
  for (let kill = 0; kill < KILLS; kill++) {
    const share = (kill + 0.1 + 0.8 * random()) / KILLS;
    await eventually('deliveries go on', () => received() >= share * total, LIMIT_SECONDS);
    await delay(random() * 50); // at no particular moment of a delivery
    await stack.kill9();
    await stack.restart();
  }
}

/** Every event of every handoff, once all that was answered as accepted has been read back whole. */
async function settledEvents({ tenant }: World, accepted: ReadonlySet<string>): Promise<TimelineEvent[]> {
  const ids = new Set<string>();
  let query = '?limit=100';
  for (;;) {
    const page = (await tenant.call('GET', `/v1/handoffs${query}`)).json as {
      data: { id: string }[];
      nextCursor: string | null;
    };
    for (const { id } of page.data) ids.add(id);
    if (page.nextCursor === null) break;
    query = `?limit=100&cursor=${page.nextCursor}`;
  }
  expect([...accepted].filter((id) => !ids.has(id))).toEqual([]);
  const timelines = [];
  for (const id of ids) timelines.push(await tenant.timeline(id));
  return timelines.flat();
}

async function expectAllDelivered(
  { tenant }: World,
  { endpointId, secret, receiver }: Subscriber,
  events: readonly TimelineEvent[],
): Promise<void> {
  const wanted = new Set(events.map(({ id }) => id));
  await eventually(
    'every event has arrived',
    () => {
      const arrived = new Set(receiver.received.map(({ id }) => id));
      return [...wanted].every((id) => arrived.has(id));
    },
    LIMIT_SECONDS,
  );
  const byId = new Map(events.map((event) => [event.id, event]));
  for (const { id, headers, body, at } of receiver.received) {
    expect(await verifyWebhook(body, headers, secret, { now: new Date(at) })).toEqual(byId.get(id));
  }
  const copies = Map.groupBy(receiver.received, ({ id }) => id);
  for (const same of copies.values()) expect(new Set(same.map(({ body }) => body)).size).toBe(1);

  const listed = async (status: string): Promise<number> => {
    let count = 0;
    for (let query = `?status=${status}&limit=100`; ; ) {
      const page = (await tenant.call('GET', `/v1/webhook-endpoints/${endpointId}/deliveries${query}`)).json as {
        data: unknown[];
        nextCursor: string | null;
      };
      count += page.data.length;
      if (page.nextCursor === null) return count;
      query = `?status=${status}&limit=100&cursor=${page.nextCursor}`;
    }
  };
  await eventually('no delivery is pending', async () => (await listed('pending')) === 0, LIMIT_SECONDS);
  expect(await listed('failed')).toBe(0);
  expect(await listed('delivered')).toBe(wanted.size);
}

function report(events: readonly TimelineEvent[], subscribers: readonly Subscriber[], tookMs: number): void {
  const posts = subscribers.reduce((sum, { receiver }) => sum + receiver.received.length, 0);
  const wanted = events.length * subscribers.length;
  console.info(
    `chaos, seed ${SEED}: ${events.length} events, ${wanted} deliveries, ${posts - wanted} of them repeated, ` +
      `${KILLS} kills, ${(tookMs / 1000).toFixed(1)} s`,
  );
}
