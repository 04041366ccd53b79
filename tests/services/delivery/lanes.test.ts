import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { deliverEvent } from '#services/delivery/deliver-event.ts';
import { FAST_PLACES, SLOW_PLACES } from '#services/delivery/in-flight.ts';
import { BIRTH } from '../../support/instants.ts';
import { DOWN, EVENT, endpointOf, FIRST, fastDesk, idOf, OK, testDesk } from '../support/delivery.ts';
import { type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
beforeEach(async () => {
  system = testSystem();
  await system.context().stores.endpoints.save(endpointOf());
});

const endpoint = () => system.context().stores.endpoints.get(FIRST.endpointId);
const record = () => system.context().stores.deliveries.get(idOf(FIRST));
const next = { ...FIRST, event: { ...EVENT, id: 'evt_00000000000000000000000001_000006' } };
const HUNG = { kind: 'timeout', latencyMs: 15_000, phase: 'response' } as const;
const SLOW = { ...OK, latencyMs: 14_000 } as const;

describe('the fast lane', () => {
  test('hands what is for an endpoint that is slow over at once, posts nothing and records nothing', async () => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, slowSince: BIRTH }));
    const { desk, posts, waits, handedOver } = fastDesk(system, OK);
    await deliverEvent(desk, FIRST);
    expect({ posts, waits, handedOver }).toEqual({ posts: [], waits: [], handedOver: [FIRST] });
    expect(await record()).toBeUndefined();
  });

  test('posts to an endpoint that fails quickly, and has its retry itself: it takes no time', async () => {
    const { desk, posts, waits, slowWaits, handedOver } = fastDesk(system, DOWN, OK);
    await deliverEvent(desk, FIRST);
    expect(waits).toEqual([{ message: { ...FIRST, notBefore: addSeconds(BIRTH, 5) }, at: addSeconds(BIRTH, 5) }]);
    for (const { message, at } of [...waits]) {
      system.clock.now = at;
      await deliverEvent(desk, message);
    }
    expect(posts).toHaveLength(2);
    expect({ slowWaits, handedOver }).toEqual({ slowWaits: [], handedOver: [] });
  });

  test('takes a quick failure for no sign that an endpoint has become slow', async () => {
    const { desk } = fastDesk(system, OK, DOWN);
    await deliverEvent(desk, FIRST);
    await deliverEvent(desk, next);
    expect(desk.inFlight.isQuick(FIRST.endpointId)).toBe(true);
  });

  test('hands over what follows an answer that took long, in the very same process', async () => {
    const { desk, posts, handedOver } = fastDesk(system, SLOW);
    await deliverEvent(desk, FIRST);
    expect(await endpoint()).toMatchObject({ slowSince: BIRTH });
    await deliverEvent(desk, next);
    expect(posts).toHaveLength(1);
    expect(handedOver).toEqual([next]);
  });

  test('hands over even while the endpoint has no place', async () => {
    const { desk, waits, handedOver } = fastDesk(system, OK);
    for (let post = 0; post < FAST_PLACES.unproven.perEndpoint; post++) desk.inFlight.enter(FIRST, BIRTH);
    await system.context().stores.endpoints.save(endpointOf({ version: 2, slowSince: BIRTH }));
    await deliverEvent(desk, FIRST);
    expect({ waits, handedOver }).toEqual({ waits: [], handedOver: [FIRST] });
  });

  test('leaves the retry of what has hung to the slow one', async () => {
    const { desk, waits, slowWaits } = fastDesk(system, HUNG);
    await deliverEvent(desk, FIRST);
    expect(waits).toEqual([]);
    expect(slowWaits).toEqual([{ message: { ...FIRST, notBefore: addSeconds(BIRTH, 5) }, at: addSeconds(BIRTH, 5) }]);
  });

  test('gives a message that the slow lane did not take back to its queue', async () => {
    await system.context().stores.endpoints.save(endpointOf({ slowSince: BIRTH, version: 2 }));
    const { desk, posts } = fastDesk(system, OK);
    const away = { ...desk.lanes.slow, send: () => Promise.reject(new Error('the queue is away')) };
    const broken = { ...desk, lanes: { ...desk.lanes, slow: away } };
    await expect(deliverEvent(broken, FIRST)).rejects.toThrow('the queue is away');
    expect(posts).toEqual([]);
  });

  test('gives up what is for an endpoint that is switched off, slow or not', async () => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, slowSince: BIRTH, enabled: false }));
    const { desk, handedOver } = fastDesk(system, OK);
    await deliverEvent(desk, FIRST);
    expect(handedOver).toEqual([]);
    expect(await record()).toMatchObject({ status: 'failed', reason: 'endpoint_disabled' });
  });
});

describe('the slow lane', () => {
  test('posts what it has also to an endpoint that has become quick, which is then known to be', async () => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, slowSince: BIRTH }));
    const { desk, posts } = testDesk(system, OK);
    await deliverEvent(desk, FIRST);
    await deliverEvent(desk, next);
    expect(posts).toHaveLength(2);
    expect(await endpoint()).not.toHaveProperty('slowSince');
  });

  test('tells the sweep of a retry that waits for a place until when that is, and drops one that is not due any more', async () => {
    const { desk, waits } = testDesk(system, HUNG);
    await deliverEvent(desk, FIRST);
    const [retry] = waits.splice(0);
    if (retry === undefined) throw new Error('nothing waits');
    for (let post = 0; post < SLOW_PLACES.unproven.perEndpoint; post++) desk.inFlight.enter(FIRST, BIRTH);
    system.clock.now = retry.at;
    const written: unknown[] = [];
    system.log.length = 0;
    system.intercept = (command) => {
      if (command.constructor.name !== 'PutItemCommand') return;
      written.push(JSON.stringify(command));
      expect(system.log).not.toContain('wait'); // dying after the note, SQS gives the message again
    };
    await deliverEvent(desk, { ...retry.message, notBefore: addSeconds(retry.at, -1) });
    expect({ waits, written }).toEqual({ waits: [], written: [] });
    await deliverEvent(desk, retry.message);
    expect(waits).toEqual([{ message: retry.message, at: addSeconds(retry.at, 1) }]);
    expect(written).toEqual([expect.stringContaining(addSeconds(retry.at, 1))]);
  });
});
