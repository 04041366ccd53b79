import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { deliverEvent } from '#services/delivery/deliver-event.ts';
import { SLOW_PLACES } from '#services/delivery/in-flight.ts';
import { PutOffMessages } from '#services/delivery/put-off.ts';
import { BIRTH } from '../../support/instants.ts';
import { endpointOf, FIRST, OK, testDesk } from '../support/delivery.ts';
import { type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
beforeEach(async () => {
  system = testSystem();
  await system.context().stores.endpoints.save(endpointOf());
});

/** A desk whose endpoint has as many posts under way as it may. */
function fullDesk() {
  const office = testDesk(system, OK);
  const places = Array.from({ length: SLOW_PLACES.unproven.perEndpoint }, () =>
    office.desk.inFlight.enter(FIRST, BIRTH),
  );
  return { ...office, vacate: () => void places.map((place) => place?.leave()) };
}

describe('a message that is put off', () => {
  test('is put off once, however often and however closely it comes', async () => {
    const { desk, waits } = fullDesk();
    await Promise.all([1, 2, 3].map(() => deliverEvent(desk, FIRST)));
    await deliverEvent(desk, FIRST);
    expect(waits).toEqual([{ message: FIRST, at: addSeconds(BIRTH, 1) }]);
  });

  test('is one of no more messages round after round, although each comes three times', async () => {
    const { desk, waits } = fullDesk();
    await deliverEvent(desk, FIRST);
    for (let round = 1; round <= 5; round++) {
      expect(waits).toHaveLength(round);
      system.clock.now = addSeconds(BIRTH, 2 * round);
      await Promise.all([1, 2, 3].map(() => deliverEvent(desk, FIRST)));
    }
  });

  test('is posted when it comes at its time, and another that asks for something else meanwhile', async () => {
    const { desk, posts, waits, vacate } = fullDesk();
    await deliverEvent(desk, FIRST);
    vacate();
    await deliverEvent(desk, { ...FIRST, event: { ...FIRST.event, id: `${FIRST.event.id}1` } });
    await deliverEvent(desk, { ...FIRST, replayId: 'rpl_00000000000000000000000001' });
    expect(posts).toHaveLength(2);
    system.clock.now = waits[0]?.at ?? BIRTH;
    await deliverEvent(desk, FIRST);
    expect(posts).toHaveLength(3);
  });

  test('for the pace of its endpoint takes one slot, however often it comes', async () => {
    await system.context().stores.endpoints.save(endpointOf({ version: 2, rateLimit: 1 }));
    const { desk, waits } = testDesk(system, OK);
    const first = { ...FIRST, endpointVersion: 2 };
    const second = { ...first, event: { ...FIRST.event, id: `${FIRST.event.id}1` } };
    await deliverEvent(desk, first);
    for (let time = 1; time <= 3; time++) await deliverEvent(desk, second);
    expect(waits).toHaveLength(1);
  });
});

test('what the queue did not take is put off by the next copy', async () => {
  const messages = new PutOffMessages();
  const sent: string[] = [];
  const broken = { sendAt: () => Promise.reject(new Error('the queue is away')) };
  const queue = { sendAt: async (_message: unknown, at: string) => void sent.push(at) };
  const plan = { until: addSeconds(BIRTH, 2), now: BIRTH };
  await expect(messages.putOff(broken, FIRST, plan)).rejects.toThrow('the queue is away');
  expect(messages.has(FIRST, BIRTH)).toBe(false);
  expect(await messages.putOff(queue, FIRST, plan)).toBe(true);
  expect(await messages.putOff(queue, FIRST, plan)).toBe(false);
  expect(sent).toEqual([plan.until]);
});
