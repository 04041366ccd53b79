import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds, secondsBetween } from '#domain/instant.ts';
import { deliverEvent, distinctMessages } from '#services/delivery/deliver-event.ts';
import type { DeliveryDesk } from '#services/delivery/delivery-desk.ts';
import { BIRTH } from '../../support/instants.ts';
import { DOWN, EVENT, endpointOf, FIRST, GONE, idOf, OK, testDesk } from '../support/delivery.ts';
import { type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
beforeEach(async () => {
  system = testSystem();
  await system.context().stores.endpoints.save(endpointOf());
  system.log.length = 0;
});

const record = () => system.context().stores.deliveries.get(idOf(FIRST));
const endpoint = () => system.context().stores.endpoints.get(FIRST.endpointId);
const DISABLED = 'webhook_endpoint.disabled';
const FAILING_DAILY = { failingSince: BIRTH, failingDays: { count: 4, last: addSeconds(BIRTH, 3 * 86_400) } };

describe('a first message', () => {
  test('is posted and recorded at the cost of one write, and of one read before the first of a burst', async () => {
    const { desk, posts, waits } = testDesk(system, OK);
    await deliverEvent(desk, FIRST);
    expect(system.log.splice(0)).toEqual(['GetItem', 'post', 'PutItem']);
    await deliverEvent(desk, { ...FIRST, event: { ...EVENT, id: 'evt_00000000000000000000000001_000006' } });
    expect(system.log).toEqual(['post', 'PutItem']);
    posts.pop();
    expect(posts).toEqual([{ url: 'https://example.com/hook', id: EVENT.id, body: JSON.stringify(EVENT) }]);
    expect(waits).toEqual([]);
    expect(await record()).toMatchObject({ status: 'delivered', attempts: [{ outcome: 'succeeded' }] });
  });

  test('that fails has its wait queued and its endpoint judged before it is recorded, so that a crash in between loses neither', async () => {
    const { desk, waits } = testDesk(system, DOWN);
    await deliverEvent(desk, FIRST);
    expect(system.log.filter((step) => step !== 'GetItem')).toEqual(['post', 'wait', 'TransactWriteItems', 'PutItem']);
    const stored = await record();
    expect(stored).toMatchObject({ status: 'pending', nextAttemptAt: waits[0]?.at, attemptNumber: 1 });
  });

  test('whose record cannot be written is repeated under the same id, and goes on from there', async () => {
    const { desk, posts, waits } = testDesk(system, DOWN, DOWN, OK);
    system.intercept = (command) => {
      if (command.constructor.name === 'PutItemCommand') throw new Error('the table is away');
    };
    await expect(deliverEvent(desk, FIRST)).rejects.toThrow('the table is away');
    system.intercept = () => undefined;
    system.clock.now = addSeconds(BIRTH, 1);
    await deliverEvent(desk, FIRST);
    for (const { message, at } of waits) {
      system.clock.now = at;
      await deliverEvent(desk, message);
    }
    expect(posts.map(({ id }) => id)).toEqual([EVENT.id, EVENT.id, EVENT.id]);
    expect(await record()).toMatchObject({ status: 'delivered', attemptNumber: 2 });
  });

  test('whose wait cannot be queued leaves no record, and is given again', async () => {
    const { desk } = testDesk(system, DOWN);
    const away = { ...desk.lanes.fast, sendAt: () => Promise.reject(new Error('the queue is away')) };
    const broken = { ...desk, lanes: { ...desk.lanes, fast: away } };
    await expect(deliverEvent(broken, FIRST)).rejects.toThrow('the queue is away');
    expect(await record()).toBeUndefined();
  });
});

describe('a message that comes twice', () => {
  test('leaves the record of a delivery that succeeded as it is', async () => {
    await deliverEvent(testDesk(system, OK).desk, FIRST);
    const before = await record();
    system.clock.now = addSeconds(BIRTH, 60);
    await deliverEvent(testDesk(system, DOWN).desk, FIRST);
    expect(await record()).toEqual(before);
  });

  test('leaves the attempts that were made since as they are', async () => {
    const { desk, waits } = testDesk(system, DOWN);
    await deliverEvent(desk, FIRST);
    const [retry] = waits;
    if (retry === undefined) throw new Error('nothing waits');
    system.clock.now = retry.at;
    await deliverEvent(desk, retry.message);
    const before = await record();
    expect(before).toMatchObject({ attemptNumber: 2, status: 'pending' });
    await deliverEvent(testDesk(system, OK).desk, FIRST);
    expect(await record()).toEqual(before);
  });

  test('is posted once if it is a retry', async () => {
    const { desk, waits, posts } = testDesk(system, DOWN, OK);
    await deliverEvent(desk, FIRST);
    const [retry] = waits;
    if (retry === undefined) throw new Error('nothing waits');
    system.clock.now = retry.at;
    await deliverEvent(desk, retry.message);
    await deliverEvent(desk, retry.message);
    expect(posts).toHaveLength(2);
    expect(await record()).toMatchObject({ status: 'delivered' });
  });

  test('is posted once if it was overtaken by a later wait', async () => {
    const { desk, waits, posts } = testDesk(system, DOWN);
    await deliverEvent(desk, FIRST);
    const early = { ...FIRST, notBefore: addSeconds(waits[0]?.at ?? BIRTH, -1) };
    await deliverEvent(desk, early);
    expect(posts).toHaveLength(1);
  });

  test('in one batch is worked off once, and beside others that ask for something else', () => {
    const late = { ...FIRST, notBefore: addSeconds(BIRTH, 300) };
    const replayed = { ...FIRST, replayId: 'rpl_1' };
    expect(distinctMessages([FIRST, late, FIRST, replayed, late])).toEqual([FIRST, late, replayed]);
  });
});

describe('an endpoint', () => {
  test('that is disabled is not posted to, and the delivery is kept as failed for a replay', async () => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, enabled: false }));
    const { desk, posts } = testDesk(system, OK);
    await deliverEvent(desk, FIRST);
    expect(posts).toEqual([]);
    expect(await record()).toMatchObject({ status: 'failed', reason: 'endpoint_disabled' });
  });

  describe('that is switched off while something has waited longer than it tells', () => {
    const DAY_LATER = addSeconds(BIRTH, 86_400);
    const off = { enabled: false, disabledAt: DAY_LATER, missedSince: addSeconds(DAY_LATER, -300) };

    test('tells that it has missed that, before it is on record as failed', async () => {
      await system.context().stores.endpoints.save(endpointOf({ version: 2, ...off }));
      system.clock.now = DAY_LATER;
      const { desk, posts } = testDesk(system, OK);
      await deliverEvent(desk, FIRST);
      expect(posts).toEqual([]);
      expect(await endpoint()).toMatchObject({ enabled: false, disabledAt: DAY_LATER, missedSince: BIRTH, version: 3 });
      expect(await record()).toMatchObject({ status: 'failed', reason: 'endpoint_disabled' });
      await deliverEvent(desk, FIRST);
      expect(await endpoint()).toMatchObject({ version: 3 });
    });

    test('does not count what a replay has asked for', async () => {
      await system.context().stores.endpoints.save(endpointOf({ version: 2, ...off }));
      await deliverEvent(testDesk(system, OK).desk, { ...FIRST, replayId: 'rpl_1' });
      expect(await endpoint()).toMatchObject({ missedSince: off.missedSince, version: 2 });
    });

    test('is posted to if it is on again by the time that is told', async () => {
      await system.context().stores.endpoints.save(endpointOf({ version: 2, ...off }));
      const { desk, posts } = testDesk(system, OK);
      let raced = false;
      system.intercept = async (command) => {
        if (raced || command.constructor.name === 'GetItemCommand') return;
        raced = true;
        await system.context().stores.endpoints.save(endpointOf({ version: 3 }));
      };
      await deliverEvent(desk, FIRST);
      expect(posts).toHaveLength(1);
      expect(await record()).toMatchObject({ status: 'delivered' });
    });
  });

  test('that was disabled since does not turn a delivery that succeeded into a failure', async () => {
    await deliverEvent(testDesk(system, OK).desk, FIRST);
    await system.context().stores.endpoints.save(endpointOf({ version: 2, enabled: false }));
    await deliverEvent(testDesk(system, OK).desk, FIRST);
    expect(await record()).toMatchObject({ status: 'delivered' });
  });

  test('that was removed is not posted to, and nothing is recorded', async () => {
    await system.context().stores.endpoints.remove(endpointOf());
    const { desk, posts } = testDesk(system, OK);
    await deliverEvent(desk, FIRST);
    expect(posts).toEqual([]);
    expect(await record()).toBeUndefined();
  });

  test('that answers 410 is disabled, with an event, and the delivery fails for good', async () => {
    const events = eventsOf(system);
    const { desk, waits } = testDesk(system, GONE);
    await deliverEvent(desk, FIRST);
    expect(await endpoint()).toMatchObject({ enabled: false, disabledReason: 'gone', version: 2 });
    expect(await record()).toMatchObject({ status: 'failed', reason: 'endpoint_gone' });
    expect(events()).toEqual([DISABLED]);
    expect(waits).toEqual([]);
  });

  test('that answers 410 is disabled also if its health was noted by another delivery at the same moment', async () => {
    const events = eventsOf(system);
    const { desk } = testDesk(system, GONE);
    const post = desk.post;
    const raced: DeliveryDesk = {
      ...desk,
      post: async (request) => {
        await system.context().stores.endpoints.save(endpointOf({ version: 2, failingSince: BIRTH }));
        return post(request);
      },
    };
    await deliverEvent(raced, FIRST);
    expect(await endpoint()).toMatchObject({ enabled: false, disabledReason: 'gone', version: 3 });
    expect(new Set(events())).toEqual(new Set([DISABLED]));
  });

  test.each([
    ['just before five days', 5 * 86_400 - 1, true],
    ['at five days', 5 * 86_400, false],
  ])('that has failed throughout is, %s, enabled: %s', async (_when, seconds, enabled) => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, ...FAILING_DAILY }));
    const events = eventsOf(system);
    system.clock.now = addSeconds(BIRTH, seconds);
    await deliverEvent(testDesk(system, DOWN).desk, { ...FIRST, endpointVersion: 2 });
    expect((await endpoint())?.enabled).toBe(enabled);
    expect(events()).toEqual(enabled ? [] : [DISABLED]);
  });

  test('that answers again is healthy again; while it stays healthy nothing is written of it', async () => {
    const { desk } = testDesk(system, DOWN, OK);
    await deliverEvent(desk, FIRST);
    expect(await endpoint()).toMatchObject({ failingSince: BIRTH });
    await deliverEvent(desk, { ...FIRST, event: { ...EVENT, id: 'evt_00000000000000000000000001_000006' } });
    expect(await endpoint()).not.toHaveProperty('failingSince');
    const version = (await endpoint())?.version;
    await deliverEvent(desk, { ...FIRST, event: { ...EVENT, id: 'evt_00000000000000000000000001_000007' } });
    expect((await endpoint())?.version).toBe(version);
  });

  test('that somebody changes at the same moment keeps that change', async () => {
    const { desk } = testDesk(system, DOWN);
    const changing = {
      ...desk,
      post: async (request: Parameters<typeof desk.post>[0]) => {
        await system.context().stores.endpoints.save(endpointOf({ version: 2, url: 'https://example.com/new' }));
        return desk.post(request);
      },
    };
    await deliverEvent(changing, FIRST);
    expect(await endpoint()).toMatchObject({ version: 2, url: 'https://example.com/new' });
  });
});

test('eight attempts are made over a day and more, and then the delivery has failed', async () => {
  const { desk, posts, waits } = testDesk(system, DOWN);
  await deliverEvent(desk, FIRST);
  for (let index = 0; index < waits.length; index++) {
    const wait = waits[index];
    if (wait === undefined) break;
    system.clock.now = wait.at;
    await deliverEvent(desk, wait.message);
  }
  expect(posts).toHaveLength(8);
  expect(waits.map(({ at }) => secondsBetween(BIRTH, at))).toEqual([5, 305, 2105, 9305, 27_305, 63_305, 99_305]);
  expect(await record()).toMatchObject({ status: 'failed', reason: 'attempts_exhausted', attemptNumber: 8 });
});

/** The types of the events that are committed from now on. */
function eventsOf(target: TestSystem): () => string[] {
  const types: string[] = [];
  target.intercept = (command) => {
    const found = /webhook_endpoint\.disabled/.exec(JSON.stringify(command));
    if (found !== null) types.push(found[0]);
  };
  return () => types;
}

describe('an endpoint with a pace', () => {
  const RESERVING = { perSecond: 5, now: BIRTH, horizonSeconds: 300 };
  const numbered = (index: number) => ({ ...FIRST, event: { ...EVENT, id: `${EVENT.id.slice(0, -1)}${index}` } });

  test('has what finds no slot put off as it is, with the slot in it, and nothing recorded', async () => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, rateLimit: 1 }));
    const { desk, posts, waits } = testDesk(system, OK);
    for (const index of [1, 2, 3]) await deliverEvent(desk, numbered(index));
    expect(posts).toHaveLength(1);
    expect(waits).toEqual(
      [2, 3].map((index) => {
        const at = addSeconds(BIRTH, index - 1);
        return { at, message: { ...numbered(index), reservedAt: at } };
      }),
    );
    for (const { message, at } of waits) {
      system.clock.now = at;
      await deliverEvent(desk, message);
    }
    expect(posts).toHaveLength(3);
  });

  test('that is disabled meanwhile fails what was put off, and keeps it for a replay', async () => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, rateLimit: 1 }));
    const { desk, posts, waits } = testDesk(system, OK);
    for (const index of [1, 2]) await deliverEvent(desk, numbered(index));
    const [put] = waits;
    if (put === undefined) throw new Error('nothing was put off');
    await system.context().stores.endpoints.save(endpointOf({ version: 3, rateLimit: 1, enabled: false }));
    system.clock.now = addSeconds(BIRTH, 60);
    await deliverEvent(desk, put.message);
    expect(posts).toHaveLength(1);
    expect(await system.context().stores.deliveries.get(idOf(numbered(2)))).toMatchObject({
      status: 'failed',
      reason: 'endpoint_disabled',
    });
  });

  test('because it failed a moment ago, and has recovered since as others know, puts nothing off', async () => {
    const { endpoints } = system.context().stores;
    await endpoints.save(endpointOf({ version: 2, failingSince: BIRTH }));
    const { desk, posts, waits } = testDesk(system, DOWN);
    for (const index of [1, 2, 3, 4, 5]) await deliverEvent(desk, numbered(index));
    await endpoints.save(endpointOf({ version: 3 }));
    waits.length = 0;
    await deliverEvent(desk, numbered(6));
    expect(posts).toHaveLength(6);
    expect(waits.map(({ message }) => message.notBefore)).toEqual([addSeconds(BIRTH, 5)]);
  });

  test('because it failed a moment ago, and has recovered since as others know, waits for its own pace alone', async () => {
    const { endpoints } = system.context().stores;
    await endpoints.save(endpointOf({ version: 2, rateLimit: 50, failingSince: BIRTH }));
    const { desk, posts, waits } = testDesk(system, OK);
    const recoverSoon = { ...desk, post: async () => DOWN };
    await deliverEvent(recoverSoon, numbered(0));
    for (let taken = 0; taken < 4; taken++) await system.context().stores.pace.reserve(endpointOf().id, RESERVING);
    await endpoints.save(endpointOf({ version: 3, rateLimit: 50 }));
    waits.length = 0;
    await deliverEvent(desk, numbered(6));
    expect(posts).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});

describe('a replay of a delivery', () => {
  const replayed = { ...FIRST, replayId: 'rpl_00000000000000000000000001' };

  test('sends what was delivered again, once, though its message comes twice, and keeps what was tried', async () => {
    await deliverEvent(testDesk(system, OK).desk, FIRST);
    const { desk, posts } = testDesk(system, OK);
    system.clock.now = addSeconds(BIRTH, 60);
    await deliverEvent(desk, replayed);
    await deliverEvent(desk, replayed);
    expect(posts.map(({ id }) => id)).toEqual([EVENT.id]);
    expect(await record()).toMatchObject({
      status: 'delivered',
      attempts: [{ at: BIRTH }, { at: addSeconds(BIRTH, 60) }],
    });
  });

  test('puts its schedule in the place of the one before, whose message is stale', async () => {
    const first = testDesk(system, DOWN);
    await deliverEvent(first.desk, FIRST);
    const { desk, posts, waits } = testDesk(system, DOWN);
    system.clock.now = addSeconds(BIRTH, 2);
    await deliverEvent(desk, replayed);
    const [old] = first.waits;
    if (old === undefined) throw new Error('nothing waited');
    system.clock.now = old.at;
    await deliverEvent(desk, old.message);
    expect(posts).toHaveLength(1);
    expect(await record()).toMatchObject({ nextAttemptAt: waits[0]?.at, attemptNumber: 1, attempts: [{}, {}] });
  });

  test('leaves what was delivered as it is if its endpoint is disabled by then', async () => {
    await deliverEvent(testDesk(system, OK).desk, FIRST);
    await system.context().stores.endpoints.save(endpointOf({ version: 2, enabled: false }));
    await deliverEvent(testDesk(system, OK).desk, { ...replayed, endpointVersion: 2 });
    expect(await record()).toMatchObject({ status: 'delivered' });
  });

  test('that races with a retry by schedule loses neither attempt', async () => {
    const first = testDesk(system, DOWN);
    await deliverEvent(first.desk, FIRST);
    const [retry] = first.waits;
    if (retry === undefined) throw new Error('nothing waits');
    system.clock.now = retry.at;
    const { desk } = testDesk(system, OK);
    const during: DeliveryDesk = {
      ...desk,
      post: async (request) => {
        await deliverEvent(testDesk(system, DOWN).desk, replayed);
        return desk.post(request);
      },
    };
    await deliverEvent(during, retry.message);
    expect(await record()).toMatchObject({ status: 'delivered', replayId: replayed.replayId });
    expect((await record())?.attempts).toHaveLength(3);
  });
});
