import { beforeEach, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { deliverEvent } from '#services/delivery/deliver-event.ts';
import { InFlight, MAX_IN_FLIGHT } from '#services/delivery/in-flight.ts';
import { BIRTH } from '../../support/instants.ts';
import { EVENT, endpointOf, FIRST, OK, testDesk } from '../support/delivery.ts';
import { type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;

beforeEach(async () => {
  system = testSystem();
  await system.context().stores.endpoints.save(endpointOf());
});

const messageOf = (sequence: number) => ({
  ...FIRST,
  event: { ...EVENT, id: `evt_00000000000000000000000001_${String(sequence).padStart(6, '0')}` },
});

test('an endpoint that hangs has ten posts under way, and the rest are put off without being attempted', async () => {
  const { desk, posts, waits } = testDesk(system, OK);
  const { promise: hanging, resolve: answer } = Promise.withResolvers<void>();
  const slow = {
    ...desk,
    post: async (request: Parameters<typeof desk.post>[0]) => {
      const outcome = desk.post(request);
      await hanging;
      return outcome;
    },
  };
  const started = Array.from({ length: MAX_IN_FLIGHT + 5 }, (_, index) => deliverEvent(slow, messageOf(index + 1)));
  await Promise.all(started.slice(MAX_IN_FLIGHT));
  expect(waits.map(({ at }) => at)).toEqual(Array(5).fill(addSeconds(BIRTH, 2)));
  answer();
  await Promise.all(started);
  expect(posts).toHaveLength(MAX_IN_FLIGHT);

  system.clock.now = addSeconds(BIRTH, 2);
  for (const { message } of [...waits]) await deliverEvent(desk, message);
  expect(new Set(posts.map(({ id }) => id)).size).toBe(MAX_IN_FLIGHT + 5);
});

test('another endpoint has its own places', () => {
  const inFlight = new InFlight();
  for (let post = 0; post < MAX_IN_FLIGHT; post++) expect(inFlight.enter('whe_1')).toBe(true);
  expect(inFlight.enter('whe_1')).toBe(false);
  expect(inFlight.enter('whe_2')).toBe(true);
  inFlight.leave('whe_1');
  expect(inFlight.enter('whe_1')).toBe(true);
});

test('a place is given back also when the attempt could not be recorded', async () => {
  const { desk } = testDesk(system, OK);
  system.intercept = (command) => {
    if (command.constructor.name === 'PutItemCommand') throw new Error('the table is away');
  };
  for (let attempt = 0; attempt <= MAX_IN_FLIGHT; attempt++) {
    await expect(deliverEvent(desk, messageOf(attempt))).rejects.toThrow('the table is away');
  }
});
