import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { deliverEvent } from '#services/delivery/deliver-event.ts';
import { FAST_PLACES, InFlight, type Place, SLOW_PLACES } from '#services/delivery/in-flight.ts';
import { BIRTH } from '../../support/instants.ts';
import { EVENT, endpointOf, FIRST, fastDesk, OK, testDesk } from '../support/delivery.ts';
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

/** As many of the endpoints of a tenant as wanted, and what each can have under way if all try for ever. */
function taken(inFlight: InFlight, endpoints: number, tenantId = 'ten_1'): number[] {
  const holders = Array.from({ length: endpoints }, (_, index) => ({
    tenantId,
    endpointId: `${tenantId} whe_${index}`,
  }));
  return holders.map((holder) => {
    let places = 0;
    while (inFlight.enter(holder, BIRTH) !== undefined) places += 1;
    return places;
  });
}

test('an endpoint of which nothing is known has four posts under way, and the rest are put off without being attempted', async () => {
  const { desk, posts, waits } = fastDesk(system, OK);
  const { promise: hanging, resolve: answer } = Promise.withResolvers<void>();
  const slow = {
    ...desk,
    post: async (request: Parameters<typeof desk.post>[0]) => {
      const outcome = desk.post(request);
      await hanging;
      return outcome;
    },
  };
  const most = FAST_PLACES.unproven.perEndpoint;
  const started = Array.from({ length: most + 5 }, (_, index) => deliverEvent(slow, messageOf(index + 1)));
  await Promise.all(started.slice(most));
  expect(waits.map(({ at }) => at)).toEqual([1, 1.02, 1.04, 1.06, 1.08].map((wait) => addSeconds(BIRTH, wait)));
  answer();
  await Promise.all(started);
  expect(posts).toHaveLength(most);

  system.clock.now = addSeconds(BIRTH, 2);
  for (const { message } of [...waits]) await deliverEvent(desk, message);
  expect(new Set(posts.map(({ id }) => id)).size).toBe(most + 5);
});

describe('the fast lane', () => {
  test('gives twenty endpoints of a tenant of which nothing is known ten places, and another tenant its own', () => {
    const inFlight = new InFlight(FAST_PLACES);
    expect(taken(inFlight, 20).slice(0, 4)).toEqual([4, 4, 1, 1]);
    expect(taken(inFlight, 1, 'ten_2')).toEqual([4]);
  });

  test('gives an endpoint that has answered quickly ten, and all those of a tenant forty', () => {
    const inFlight = new InFlight(FAST_PLACES);
    for (let index = 0; index < 20; index++) inFlight.note(`ten_1 whe_${index}`, 'quick');
    expect(taken(inFlight, 20).slice(0, 5)).toEqual([10, 10, 10, 10, 0]);
  });

  test('gives quick endpoints of a tenant places beside those that hang', () => {
    const inFlight = new InFlight(FAST_PLACES);
    taken(inFlight, 20);
    inFlight.note('ten_1 whe_19', 'quick');
    expect(inFlight.enter({ tenantId: 'ten_1', endpointId: 'ten_1 whe_19' }, BIRTH)).toBeDefined();
  });

  test('takes the places of a quick endpoint back from its first slow answer on', () => {
    const inFlight = new InFlight(FAST_PLACES);
    inFlight.note('ten_1 whe_0', 'quick');
    inFlight.note('ten_1 whe_0', 'slow');
    expect(taken(inFlight, 1)).toEqual([4]);
  });
});

describe('the slow lane', () => {
  const A = { tenantId: 'ten_1', endpointId: 'whe_a' };
  const B = { tenantId: 'ten_1', endpointId: 'whe_b' };
  const C = { tenantId: 'ten_1', endpointId: 'whe_c' };

  test('gives every tenant ten places, however many endpoints it has, the last two to those that have none', () => {
    const inFlight = new InFlight(SLOW_PLACES);
    for (const tenantId of ['ten_1', 'ten_2', 'ten_3']) {
      expect(taken(inFlight, 20, tenantId).slice(0, 5)).toEqual([5, 3, 1, 1, 0]);
    }
  });

  test('has a place at once for a third endpoint of a tenant, whatever two others have waiting', () => {
    const inFlight = new InFlight(SLOW_PLACES);
    while (inFlight.enter(A, BIRTH) !== undefined);
    while (inFlight.enter(B, BIRTH) !== undefined);
    expect(inFlight.enter(C, BIRTH)).toBeDefined();
  });

  test('gives a place that comes free to the endpoint with the fewest posts that has asked for one', () => {
    const inFlight = new InFlight(SLOW_PLACES);
    const places = Array.from({ length: 5 }, () => inFlight.enter(A, BIRTH));
    while (inFlight.enter(B, BIRTH) !== undefined);
    places[0]?.leave();
    expect(inFlight.enter(A, BIRTH)).toBeUndefined();
    expect(inFlight.enter(B, BIRTH)).toBeDefined();
  });

  test('has endpoints of a tenant take turns, however often one of them asks', () => {
    const inFlight = new InFlight(SLOW_PLACES);
    const holders = Array.from({ length: 20 }, (_, index) => ({ tenantId: 'ten_1', endpointId: `whe_${index}` }));
    const under: { place: Place; endpointId: string }[] = [];
    const served: string[] = [];
    for (let round = 0; round < 60; round++) {
      if (round === 20) served.length = 0; // the first alone was there before there was anybody to wait for
      const now = addSeconds(BIRTH, round);
      // the first asks ten times as often as every other, and before them
      for (const holder of [...Array.from({ length: 10 }, () => holders[0] ?? A), ...holders]) {
        const place = inFlight.enter(holder, now);
        if (place === undefined) continue;
        under.push({ place, endpointId: holder.endpointId });
        served.push(holder.endpointId);
      }
      under.shift()?.place.leave();
    }
    const times = holders.map(({ endpointId }) => served.filter((id) => id === endpointId).length);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(2);
  });

  test('keeps no place for an endpoint that has not asked for five seconds', () => {
    const inFlight = new InFlight(SLOW_PLACES);
    const crowd = Array.from({ length: 10 }, (_, index) => ({ tenantId: 'ten_1', endpointId: `whe_${index}` }));
    const places = crowd.map((holder) => inFlight.enter(holder, BIRTH));
    expect(inFlight.enter(A, BIRTH)).toBeUndefined();
    places[0]?.leave();
    const [first = B] = crowd;
    expect(inFlight.enter(first, addSeconds(BIRTH, 5))).toBeUndefined();
    expect(inFlight.enter(first, addSeconds(BIRTH, 6))).toBeDefined();
  });
});

test('places are given back as they were taken, also if an endpoint turns out quick meanwhile', () => {
  const inFlight = new InFlight(FAST_PLACES);
  const holder = { tenantId: 'ten_1', endpointId: 'ten_1 whe_0' };
  const places: (Place | undefined)[] = [inFlight.enter(holder, BIRTH), inFlight.enter(holder, BIRTH)];
  inFlight.note(holder.endpointId, 'quick');
  places.push(inFlight.enter(holder, BIRTH));
  for (const place of places) place?.leave();
  inFlight.note(holder.endpointId, 'slow');
  expect(taken(inFlight, 3)).toEqual([4, 4, 1]);
});

test('a place is given back also when the attempt could not be recorded', async () => {
  const { desk } = testDesk(system, OK);
  system.intercept = (command) => {
    if (command.constructor.name === 'PutItemCommand') throw new Error('the table is away');
  };
  for (let attempt = 0; attempt <= SLOW_PLACES.unproven.perTenant; attempt++) {
    await expect(deliverEvent(desk, messageOf(attempt))).rejects.toThrow('the table is away');
  }
});
