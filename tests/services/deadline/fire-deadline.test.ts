import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { fireDeadline } from '#services/deadline/fire-deadline.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { ACCEPT } from '../../support/handoffs.ts';
import { BIRTH, HOUR } from '../../support/instants.ts';
import { HANDOFF, storeHandoff, type TestSystem, testSystem } from '../support/test-system.ts';

const BODY = contractBody({ clocks: [{ ...ACCEPT_CLOCK, warnAt: [0.5] }] });

let system: TestSystem;
let wakes: number[];
let lags: number[];
beforeEach(() => {
  system = testSystem();
  wakes = [];
  lags = [];
});

function fire(seconds: number) {
  system.clock.now = addSeconds(BIRTH, seconds);
  const context = {
    enter: system.enter,
    now: () => system.clock.now,
    metrics: { detectionLag: (lag: number) => void lags.push(lag), repairedDeadlines: () => undefined },
  };
  return fireDeadline(context, { wake: async (_handoff, delay) => void wakes.push(delay) }, HANDOFF);
}

async function types(): Promise<string[]> {
  const { data } = await system.context().stores.handoffs.events(HANDOFF.handoffId, { afterSequence: 0, limit: 100 });
  return data.map(({ type }) => type).slice(3);
}

describe('a timer that fires', () => {
  test('early, within the reach of a queue, hands the rest of the wait to it', async () => {
    await storeHandoff(system, BODY);
    expect(await fire(2 * HOUR - 42.5)).toMatchObject({ status: 'early' });
    expect(wakes).toEqual([43]);
    expect(await types()).toEqual([]);
  });

  test('far too early leaves the wait to the schedule that the relay has armed', async () => {
    await storeHandoff(system, BODY);
    expect(await fire(HOUR)).toMatchObject({ status: 'early' });
    expect(wakes).toEqual([]);
  });

  test('at its instant records what is due', async () => {
    await storeHandoff(system, BODY);
    expect(await fire(2 * HOUR)).toMatchObject({ status: 'recorded', events: 1, lagSeconds: 0 });
    expect(await types()).toEqual(['clock.warned']);
  });

  test('at the due instant itself waits: to be in time is to be done by then', async () => {
    await storeHandoff(system, BODY);
    await fire(3 * HOUR);
    expect(await fire(4 * HOUR)).toMatchObject({ status: 'early' });
    expect(wakes).toEqual([1]);
    expect(await fire(4 * HOUR + 1)).toMatchObject({ status: 'recorded' });
    expect(await types()).toEqual(['clock.warned', 'clock.breached']);
  });

  test('late records the true instant and when it was noticed, and reports how late it was', async () => {
    await storeHandoff(system, BODY);
    await fire(3 * HOUR);
    await fire(5 * HOUR);
    const stored = await system.context().stores.handoffs.get(HANDOFF.handoffId);
    expect(stored?.clocks).toMatchObject([
      { state: 'breached_open', breachedAt: addSeconds(BIRTH, 4 * HOUR), detectedAt: addSeconds(BIRTH, 5 * HOUR) },
    ]);
    expect(lags).toEqual([HOUR, HOUR]);
  });

  test('again, and again, changes nothing', async () => {
    await storeHandoff(system, BODY);
    await fire(5 * HOUR);
    const before = await types();
    expect(await fire(5 * HOUR)).toEqual({ status: 'idle' });
    expect(await fire(6 * HOUR)).toEqual({ status: 'idle' });
    expect(await types()).toEqual(before);
    expect(before.filter((type) => type === 'clock.breached')).toHaveLength(1);
  });

  test('three times at once records each fact once', async () => {
    await storeHandoff(system, BODY);
    const statuses = (await Promise.all([fire(5 * HOUR), fire(5 * HOUR), fire(5 * HOUR)])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['idle', 'idle', 'recorded']);
    expect((await types()).filter((type) => type === 'clock.breached')).toHaveLength(1);
  });

  test('for what was done in time does nothing', async () => {
    const born = await storeHandoff(system, BODY);
    const accepted = born.command(HOUR, ACCEPT);
    const events = accepted.events.slice(born.events.length);
    await system.context().stores.handoffs.commit(born.state, accepted.state, events);
    const before = await types();
    expect(await fire(5 * HOUR)).toEqual({ status: 'idle' });
    expect(await types()).toEqual(before);
  });

  test('for a handoff that is not there does nothing', async () => {
    expect(await fire(5 * HOUR)).toEqual({ status: 'idle' });
    expect(system.log).toEqual(['GetItem']);
  });

  test('while the handoff changes under it all the time fails, so that it is tried again', async () => {
    await storeHandoff(system, BODY);
    const { stores } = system.context();
    const stored = await stores.handoffs.get(HANDOFF.handoffId);
    const { TransactionCanceledException } = await import('@aws-sdk/client-dynamodb');
    system.intercept = (command) => {
      if (command.constructor.name !== 'TransactWriteItemsCommand') return undefined;
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'cancelled',
        CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
      });
    };
    await expect(fire(5 * HOUR)).rejects.toThrow('changed 8 times');
    system.intercept = () => undefined;
    expect(await stores.handoffs.get(HANDOFF.handoffId)).toEqual(stored);
  });
});
