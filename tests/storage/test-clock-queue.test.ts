import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { TENANT, testSystem } from '../services/support/test-system.ts';
import { ACCEPT_CLOCK, contractBody } from '../support/contracts.ts';
import { ACCEPT, CANCEL, type Life, submit } from '../support/handoffs.ts';
import { HOUR, instantAt } from '../support/instants.ts';
import { QUEUE } from '../support/people.ts';

const CLOCK = 'tcl_00000000000000000000000001';
const OTHER = 'tcl_00000000000000000000000002';
const BODY = contractBody({ clocks: [{ ...ACCEPT_CLOCK, warnAt: [0.5] }] });

let system: ReturnType<typeof testSystem>;
let stores: ReturnType<ReturnType<typeof testSystem>['enter']>['stores'];
beforeEach(() => {
  system = testSystem();
  stores = system.enter({ ...TENANT, mode: 'test' }).stores;
});

async function born(handoffId: string, testClockId = CLOCK, body = BODY): Promise<Life> {
  const life = submit({ body, command: { handoffId, testClockId } });
  expect(await stores.handoffs.create(life.state, {}, life.events)).toBe('written');
  return life;
}

/** Stores what came after `before`. */
async function stored(before: Life, after: Life): Promise<Life> {
  const events = after.events.slice(before.events.length);
  expect(await stores.handoffs.commit(before.state, after.state, events)).toBe('written');
  return after;
}

const queue = () => stores.testClockQueue.first(CLOCK, 10);

describe('the queue of a test clock', () => {
  test('has each handoff once, at the next instant at which something of it is to be recorded', async () => {
    const life = await born('hnd_1');
    expect(await queue()).toEqual([{ handoffId: 'hnd_1', dueAt: instantAt(2 * HOUR), toRoute: false }]);
    const warned = await stored(life, life.wait(2 * HOUR));
    // at its due instant a clock is still in time
    expect(await queue()).toEqual([
      { handoffId: 'hnd_1', dueAt: addSeconds(instantAt(4 * HOUR), 0.001), toRoute: false },
    ]);
    await stored(warned, warned.wait(5 * HOUR));
    expect(await queue()).toEqual([]);
  });

  test('lets go of a handoff that waits for nothing any more', async () => {
    const [accepted, cancelled] = [await born('hnd_1'), await born('hnd_2')];
    await stored(accepted, accepted.command(HOUR, ACCEPT));
    expect(await queue()).toEqual([{ handoffId: 'hnd_2', dueAt: instantAt(2 * HOUR), toRoute: false }]);
    await stored(cancelled, cancelled.command(HOUR, CANCEL));
    expect(await queue()).toEqual([]);
  });

  test('is in the order of the instants, and as long as it is asked to be', async () => {
    const soon = contractBody({ clocks: [{ ...ACCEPT_CLOCK, target: 'PT1H' }] });
    await born('hnd_1');
    await born('hnd_2', CLOCK, soon);
    await born('hnd_3');
    expect((await queue()).map(({ handoffId }) => handoffId)).toEqual(['hnd_2', 'hnd_1', 'hnd_3']);
    expect((await stores.testClockQueue.first(CLOCK, 2)).map(({ handoffId }) => handoffId)).toEqual(['hnd_2', 'hnd_1']);
  });

  test('has what is only to be routed again behind all else that is due at its instant', async () => {
    const due = instantAt(2 * HOUR);
    const waiting = (handoffId: string, body = BODY) => {
      const route = { to: { queueId: QUEUE }, waitsIn: QUEUE, reason: 'fallback' as const, routeAgainAt: due };
      return submit({ body, command: { handoffId, testClockId: CLOCK, route } });
    };
    for (const life of [waiting('hnd_1', contractBody({})), waiting('hnd_2'), waiting('hnd_3', contractBody({}))]) {
      expect(await stores.handoffs.create(life.state, {}, life.events)).toBe('written');
    }
    expect(await queue()).toEqual([
      { handoffId: 'hnd_2', dueAt: due, toRoute: false },
      { handoffId: 'hnd_1', dueAt: due, toRoute: true },
      { handoffId: 'hnd_3', dueAt: due, toRoute: true },
    ]);
  });

  test('knows nothing of other clocks, of real time, or of a change that was not written', async () => {
    const life = await born('hnd_1', OTHER);
    const real = submit({ body: BODY, command: { handoffId: 'hnd_2' } });
    await stores.handoffs.create(real.state, {}, real.events);
    expect(await queue()).toEqual([]);
    await stored(life, life.wait(2 * HOUR));
    expect(await stores.handoffs.commit(life.state, life.command(HOUR, CANCEL).state, life.events)).toBe('changed');
    expect(await stores.testClockQueue.first(OTHER, 10)).toHaveLength(1);
  });

  test('is read as of now: an index that lags behind would let a clock pass a deadline', async () => {
    const reads: unknown[] = [];
    system.intercept = (command) => {
      if (command instanceof QueryCommand) reads.push(command.input.ConsistentRead);
    };
    await queue();
    expect(reads).toEqual([true]);
  });
});
