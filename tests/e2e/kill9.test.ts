import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

/** Waits until the accept clock of a handoff has breached and its receiver knows everything, then asserts: once. */
async function expectOneBreach({ tenant, receiver }: World, handoffId: string, dueAt: string): Promise<void> {
  await eventually('the breach is received', () =>
    receiver.about(handoffId).some(({ event }) => event.type === 'handoff.reassigned'),
  );
  const timeline = await tenant.timeline(handoffId);
  const breaches = timeline.filter(({ type }) => type === 'clock.breached');
  expect(breaches).toMatchObject([{ occurredAt: dueAt, data: { clock: 'accept' } }]);
  const told = receiver.received.filter(
    ({ event }) => event.handoffId === handoffId && event.type === 'clock.breached',
  );
  expect(new Set(told.map(({ id }) => id))).toEqual(new Set([breaches[0]?.id]));
  expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
}

describe('kill -9 of the whole stack between submission and deadline', () => {
  test('a deadline before it and one after it both fire, once each, and are told under one id', async () => {
    const soon = await openWorld(stack, { acceptSeconds: 3 });
    const later = await openWorld(stack, { acceptSeconds: 9 });
    const missed = await soon.submit();
    const ahead = await later.submit();
    await stack.kill9();
    const dueAt = missed.clocks[0]?.dueAt ?? '';
    await eventually('the first deadline passes while everything is down', () => Date.now() > Date.parse(dueAt) + 500);
    await stack.restart();

    await expectOneBreach(soon, missed.id, dueAt);
    const [clock] = (await soon.tenant.handoff(missed.id)).clocks;
    expect(clock).toMatchObject({ state: 'breached_open', breachedAt: dueAt });
    expect(Date.parse(clock?.detectedAt ?? '')).toBeGreaterThan(Date.parse(dueAt));

    await expectOneBreach(later, ahead.id, ahead.clocks[0]?.dueAt ?? '');
  });

  test('at any moment of a burst loses nothing that was answered, and repeats nothing but messages', async () => {
    const world = await openWorld(stack, { acceptSeconds: 4 });
    const burst = startBurst(world, 40);
    for (const share of [0.2, 0.5, 0.8]) {
      await eventually('the burst goes on', () => burst.progress() >= share);
      await delay(Math.random() * 40); // at no particular moment of a submission
      await stack.kill9();
      await stack.restart();
    }
    const { submitted, accepted } = await burst.finished;

    const { tenant, receiver } = world;
    await eventually('no clock is open that is not late', async () => {
      const states = await Promise.all(submitted.map(async (id) => (await tenant.handoff(id)).clocks[0]?.state));
      return states.every((state) => state !== 'running');
    });
    for (const id of submitted) {
      const timeline = await eventually('all of its events are received', async () => {
        const events = await tenant.timeline(id);
        const settled = events.some(({ type }) => type === 'clock.met' || type === 'clock.breached');
        return settled && receiver.about(id).length === events.length && events;
      });
      expect(receiver.about(id).map(({ event }) => event)).toEqual(timeline);
      expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
      const outcomes = timeline.filter(({ type }) => type === 'clock.met' || type === 'clock.breached');
      expect(outcomes).toHaveLength(1);
      if (accepted.has(id)) expect(timeline.filter(({ type }) => type === 'handoff.accepted')).toHaveLength(1);
    }
    expect(submitted.length).toBeGreaterThan(20);
    const bodies = Map.groupBy(receiver.received, ({ id }) => id);
    for (const copies of bodies.values()) expect(new Set(copies.map(({ body }) => body)).size).toBe(1);
  });
});

interface Burst {
  /** Share of the submissions that were tried, from 0 to 1. */
  progress(): number;
  /** What was answered with success: ids that were submitted, and those of them that were accepted. */
  readonly finished: Promise<{ readonly submitted: readonly string[]; readonly accepted: ReadonlySet<string> }>;
}

/** Four clients submit; every other handoff is accepted at once. A request that is cut off is not made again. */
function startBurst({ tenant, contractId }: World, count: number): Burst {
  const submitted: string[] = [];
  const accepted = new Set<string>();
  let tried = 0;
  const client = async (): Promise<void> => {
    while (tried < count) {
      tried += 1;
      const accepts = tried % 2 === 0;
      const subject = { type: 'account', id: `acme-${tried}` };
      const packet = { goals: 'Live', arr: 1 };
      const born = await answered(() => tenant.call('POST', '/v1/handoffs', { json: { contractId, subject, packet } }));
      if (born?.status !== 201) continue;
      const { id } = born.json as { id: string };
      submitted.push(id);
      if (!accepts) continue;
      const taken = await answered(() => tenant.call('POST', `/v1/handoffs/${id}/accept`, { json: {} }));
      if (taken?.status === 200) accepted.add(id);
    }
  };
  const finished = Promise.all([client(), client(), client(), client()]).then(() => ({ submitted, accepted }));
  return { progress: () => tried / count, finished };
}

/** The answer to a call, or undefined if the stack went away under it; then waits until there is one again. */
async function answered<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch {
    await eventually('the stack is back', async () => {
      try {
        return (await fetch(`${stack.url}/healthz`)).ok;
      } catch {
        return false;
      }
    });
    return undefined;
  }
}
