import { beforeEach, expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import type { ReadyTestClock } from '#domain/sla/test-clock.ts';
import { fireDeadline } from '#services/deadline/fire-deadline.ts';
import { publishCommits } from '#services/outbox/publish-commits.ts';
import { type Life, submit } from '../../support/handoffs.ts';
import { BIRTH, DAY, HOUR } from '../../support/instants.ts';
import { FOUR_HOURS, HANDOFF, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const TEST = { ...HANDOFF, mode: 'test' } as const;
const CLOCK_ID = 'tcl_00000000000000000000000001';

let system: TestSystem;
let wakes: number[];
beforeEach(() => {
  system = testSystem();
  wakes = [];
});

/** Stores a handoff of test mode, due four hours after its birth; on a clock that stands at its birth, or in real time. */
async function store(testClockId?: string): Promise<Life> {
  await storeHandoff({ ...system, context: () => system.enter(TEST) }); // for its contract
  const { stores } = system.enter(TEST);
  const clock: ReadyTestClock = {
    id: CLOCK_ID,
    version: 1,
    now: BIRTH,
    status: 'ready',
    createdAt: BIRTH,
    updatedAt: BIRTH,
  };
  await stores.testClocks.save(clock);
  const handoffId = 'hnd_00000000000000000000000002';
  const life = submit({ body: FOUR_HOURS, command: { handoffId, ...(testClockId && { testClockId }) } });
  await stores.handoffs.create(life.state, {}, life.events);
  return life;
}

async function fire({ state }: Life, now: Instant): Promise<string> {
  system.clock.now = now;
  const metrics = { detectionLag: () => undefined, repairedDeadlines: () => undefined };
  const context = { enter: system.enter, now: () => now, metrics };
  const timers = { wake: async (_handoff: unknown, delay: number) => void wakes.push(delay) };
  return (await fireDeadline(context, timers, { ...TEST, handoffId: state.id })).status;
}

test.each([
  ['long before', -DAY],
  ['shortly before', 4 * HOUR - 60],
  ['long after', DAY],
])('a firing for a handoff on a test clock waits for nothing, %s its deadline in real time', async (_when, seconds) => {
  const born = await store(CLOCK_ID);
  expect(await fire(born, addSeconds(BIRTH, seconds))).toBe('early');
  expect(wakes).toEqual([]);
});

test('a firing for a handoff of test mode that lives in real time waits like any other', async () => {
  expect(await fire(await store(), addSeconds(BIRTH, 4 * HOUR - 60))).toBe('early');
  expect(wakes).toEqual([61]);
});

test('the relay neither arms nor disarms anything for a handoff on a test clock', async () => {
  const { state, events } = await store(CLOCK_ID);
  const calls: string[] = [];
  const timers = { arm: async () => void calls.push('arm'), disarm: async () => void calls.push('disarm') };
  const bus = { publish: async () => undefined };
  const commit = {
    ...TENANT,
    mode: 'test',
    recordedAt: BIRTH,
    events: events.map((event) => publishHandoffEvent(event, TENANT.tenantId, 'test')),
    handoff: { id: state.id, version: state.version },
  } as const;
  const routing = { send: async () => undefined };
  expect(
    await publishCommits(
      { enter: system.enter, bus, timers, routing, replays: routing, deletions: routing, zones: routing },
      [commit],
    ),
  ).toBeUndefined();
  expect(calls).toEqual([]);
});
