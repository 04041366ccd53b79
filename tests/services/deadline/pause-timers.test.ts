import { beforeEach, describe, expect, test } from 'vitest';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Instant } from '#domain/instant.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import { fireDeadline } from '#services/deadline/fire-deadline.ts';
import { publishCommits } from '#services/outbox/publish-commits.ts';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody } from '../../support/contracts.ts';
import { ACCEPT, CANCEL, type Life } from '../../support/handoffs.ts';
import { BIRTH, DAY, HOUR, instantAt, MINUTE } from '../../support/instants.ts';
import { HANDOFF, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const BODY = contractBody({
  clocks: [ACCEPT_CLOCK, { ...COMPLETE_CLOCK, target: 'PT10H', pausable: true }],
  pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'], maxPause: 'PT30H' }],
});
const YEAR = 365 * DAY;

let system: TestSystem;
let armed: Instant | undefined;
let wakes: number[];
beforeEach(() => {
  system = testSystem();
  armed = undefined;
  wakes = [];
});

const pauseUntil = (seconds: number) =>
  ({ type: 'pause', reason: 'awaiting_customer', resumeBy: instantAt(seconds) }) as const;

/** Relays what happened between `from` and `to`, as the stream gives it. */
async function relay(from: Life | undefined, to: Life): Promise<Life> {
  const events = to.events.slice(from?.events.length ?? 0);
  if (from !== undefined) await system.context().stores.handoffs.commit(from.state, to.state, events);
  const commit = {
    ...TENANT,
    recordedAt: BIRTH,
    events: events.map((event) => publishHandoffEvent(event, TENANT.tenantId, TENANT.mode)),
    handoff: { id: HANDOFF.handoffId, version: to.state.version },
  };
  const timers = {
    arm: async (_handoff: unknown, at: Instant) => {
      armed = at;
    },
    disarm: async () => {
      armed = undefined;
    },
  };
  const routing = { send: async () => undefined };
  const outbox = {
    enter: system.enter,
    bus: { publish: async () => undefined },
    timers,
    routing,
    replays: routing,
    deletions: routing,
    zones: routing,
  };
  expect(await publishCommits(outbox, [commit])).toBeUndefined();
  return to;
}

/** Accepted a minute after its birth, so that the complete clock is due ten hours later. */
async function accepted(): Promise<Life> {
  const born = await relay(undefined, await storeHandoff(system, BODY));
  return relay(born, born.command(MINUTE, ACCEPT));
}

describe('the timer of a handoff', () => {
  test('moves to the end of its pause when it pauses, and to its new deadline when it is resumed early', async () => {
    const running = await accepted();
    expect(armed).toBe(instantAt(MINUTE + 10 * HOUR));
    const paused = await relay(running, running.command(HOUR, pauseUntil(20 * HOUR)));
    expect(armed).toBe(instantAt(20 * HOUR));
    await relay(paused, paused.command(3 * HOUR, { type: 'resume' }));
    expect(armed).toBe(instantAt(MINUTE + 12 * HOUR));
  });

  test('moves to the cap of a pause where that comes before what was asked for', async () => {
    const running = await accepted();
    await relay(running, running.command(HOUR, pauseUntil(YEAR)));
    expect(armed).toBe(instantAt(31 * HOUR));
  });

  test('moves to its new deadline once a pause has ended by itself', async () => {
    const running = await accepted();
    const paused = await relay(running, running.command(HOUR, pauseUntil(5 * HOUR)));
    await relay(paused, paused.wait(5 * HOUR));
    expect(armed).toBe(instantAt(MINUTE + 14 * HOUR));
  });

  test('goes when it ends in a pause', async () => {
    const running = await accepted();
    const paused = await relay(running, running.command(HOUR, pauseUntil(5 * HOUR)));
    await relay(paused, paused.command(2 * HOUR, CANCEL));
    expect(armed).toBeUndefined();
  });

  test('stands years ahead where that is when it falls due', async () => {
    const running = await accepted();
    const target = `PT${(2 * YEAR) / HOUR}H`;
    await relay(running, running.command(HOUR, { type: 'retarget', clock: 'complete', target }));
    expect(armed).toBe(instantAt(MINUTE + 2 * YEAR));
  });
});

test('a pause is armed for also where no clock has begun, and its timer goes with it', async () => {
  const body = contractBody({ ...BODY, clocks: BODY.clocks.filter(({ start }) => start === 'accepted') });
  const born = await relay(undefined, await storeHandoff(system, body));
  const paused = await relay(born, born.command(HOUR, pauseUntil(5 * HOUR)));
  expect(armed).toBe(instantAt(5 * HOUR));
  await relay(paused, paused.command(2 * HOUR, { type: 'resume' }));
  expect(armed).toBeUndefined();
});

test('a timer goes with the end also where the whole stream is given again in one batch', async () => {
  const born = await relay(undefined, await storeHandoff(system, BODY));
  const over = born.command(HOUR, CANCEL);
  await system.context().stores.handoffs.commit(born.state, over.state, over.events.slice(born.events.length));
  await relay(undefined, over);
  expect(armed).toBeUndefined();
});

test('a timer that was armed for before the pause finds nothing due, and leaves the rest to the one of its end', async () => {
  const running = await accepted();
  const paused = await relay(running, running.command(HOUR, pauseUntil(30 * HOUR)));
  system.clock.now = instantAt(MINUTE + 10 * HOUR);
  const metrics = { detectionLag: () => undefined, repairedDeadlines: () => undefined };
  const timers = { wake: async (_handoff: unknown, delay: number) => void wakes.push(delay) };
  const firing = { enter: system.enter, now: () => system.clock.now, metrics };
  expect(await fireDeadline(firing, timers, HANDOFF)).toEqual({ status: 'early', next: nextDeadline(paused.state) });
  expect(wakes).toEqual([]);
  expect(await system.context().stores.handoffs.get(HANDOFF.handoffId)).toEqual(paused.state);
});
