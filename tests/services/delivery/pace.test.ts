import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { PACE_HORIZON_SECONDS, putOffByPace } from '#services/delivery/pace.ts';
import { BIRTH } from '../../support/instants.ts';
import { EVENT, endpointOf, FIRST } from '../support/delivery.ts';
import { testSystem } from '../support/test-system.ts';
import { PostOffice } from './simulation/post-office.ts';

const messageAt = (index: number) => ({
  ...FIRST,
  event: { ...EVENT, id: `evt_0000000000000000000000000A_${String(index).padStart(6, '0')}` },
});

describe('an endpoint without a limit that is not failing', () => {
  test('is posted to at once, and nothing is asked of the table for it', async () => {
    const system = testSystem();
    expect(await putOffByPace(system.context(), endpointOf(), FIRST, 0)).toBeUndefined();
    expect(system.log).toEqual([]);
  });
});

describe('an endpoint with a limit', () => {
  const endpoint = endpointOf({ rateLimit: 2 });

  test('is posted to in the first second that has a slot, and asked for no other on arrival', async () => {
    const system = testSystem();
    const ask = async (message = FIRST) => putOffByPace(system.context(), endpoint, message, 0);
    expect([await ask(), await ask()]).toEqual([undefined, undefined]);
    const third = await ask();
    expect(third).toEqual({ until: addSeconds(BIRTH, 1), message: { ...FIRST, reservedAt: addSeconds(BIRTH, 1) } });
    system.clock.now = addSeconds(BIRTH, 1);
    system.log.length = 0;
    expect(await ask(third?.message)).toBeUndefined();
    expect(system.log).toEqual([]);
  });

  test('has what comes long after its slot ask for another, so that a jam does not come out at once', async () => {
    const system = testSystem();
    system.clock.now = addSeconds(BIRTH, 60);
    await putOffByPace(system.context(), endpoint, { ...FIRST, reservedAt: BIRTH }, 0);
    expect(system.log).not.toEqual([]);
  });

  test('has what finds no slot come back at a random moment within reach, and without one', async () => {
    const system = testSystem();
    const one = endpointOf({ rateLimit: 1 });
    for (let taken = 0; taken < PACE_HORIZON_SECONDS; taken++) {
      expect((await putOffByPace(system.context(), one, FIRST, 0))?.message.reservedAt).toBe(
        taken === 0 ? undefined : addSeconds(BIRTH, taken),
      );
    }
    const late = await putOffByPace(system.context(), one, FIRST, 0.5);
    expect(late).toEqual({ until: addSeconds(BIRTH, PACE_HORIZON_SECONDS * 0.75), message: FIRST });
  });
});

describe('an endpoint that is failing', () => {
  test.each([
    ['without a limit', {}, 5],
    ['with a higher limit', { rateLimit: 100 }, 5],
    ['with a lower limit', { rateLimit: 2 }, 2],
  ])('%s is posted to a few times a second', async (_which, parts, perSecond) => {
    const system = testSystem();
    const endpoint = endpointOf({ failingSince: BIRTH, ...parts });
    const answers: unknown[] = [];
    for (let asked = 0; asked <= perSecond; asked++) {
      answers.push((await putOffByPace(system.context(), endpoint, FIRST, 0))?.until);
    }
    expect(answers).toEqual([...Array.from({ length: perSecond }, () => undefined), addSeconds(BIRTH, 1)]);
  });
});

test('whenever and however many at once: never more than the limit in any second, and all are posted', async () => {
  const bursts = fc.array(fc.record({ after: fc.nat({ max: 4_000 }), count: fc.integer({ min: 1, max: 40 }) }), {
    minLength: 1,
    maxLength: 6,
  });
  const guarantee = fc.asyncProperty(fc.constantFrom(1, 2, 7, 30), bursts, async (rateLimit, taken) => {
    const office = new PostOffice();
    await office.system.context().stores.endpoints.save(endpointOf({ rateLimit }));
    let [at, total] = [BIRTH, 0];
    for (const { after, count } of taken) {
      at = addSeconds(at, after / 1000);
      for (let index = 0; index < count; index++) office.put({ at, delivery: messageAt(total++) });
    }
    await office.drain();
    expect(new Set(office.posts.map(({ eventId }) => eventId)).size).toBe(total);
    const seconds = Map.groupBy(office.posts, (post) => post.at.slice(0, 19));
    for (const posts of seconds.values()) expect(posts.length).toBeLessThanOrEqual(rateLimit);
  });
  await fc.assert(guarantee, { numRuns: 40 });
});
