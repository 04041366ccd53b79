import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDelivery } from '#domain/webhook/delivery.ts';
import { BIRTH } from '../../support/instants.ts';
import { Erasure, furnish, OTHER, TENANT } from './erasure.ts';

let erasure: Erasure;
beforeEach(async () => {
  erasure = new Erasure();
  await furnish(erasure, TENANT, 3);
  await furnish(erasure, OTHER, 1);
});

const states = () => erasure.keysOf(TENANT).filter((key) => key.endsWith(' state'));

describe('a deletion', () => {
  test('leaves nothing in any partition that a tenant can have, no schedule, and no other tenant touched', async () => {
    const [items, others] = [erasure.keysOf(TENANT).length, erasure.keysOf(OTHER)];
    await erasure.begin();
    await erasure.run();
    expect(erasure.keysOf(TENANT)).toEqual([]);
    expect([...erasure.schedules]).toEqual([]);
    expect(erasure.keysOf(OTHER)).toEqual(others);
    const deletion = await erasure.deletion();
    expect(deletion).toMatchObject({ status: 'erased', erasedAt: expect.any(String) });
    expect(deletion?.itemsRemoved).toBeGreaterThanOrEqual(items);
  });

  test('takes away what could write first, and all else only after a pause', async () => {
    await erasure.begin();
    await erasure.step();
    expect(states()).toEqual([]);
    expect(erasure.keysOf(TENANT).some((key) => /#(?:api-keys|endpoints) /.test(key))).toBe(false);
    expect(erasure.log.every((entry) => entry.startsWith(BIRTH))).toBe(true);
    expect(erasure.log.some((entry) => entry.includes('unscheduled'))).toBe(false);
    const left = erasure.keysOf(TENANT).length;
    expect(left).toBeGreaterThan(100);
    await erasure.run();
    const unscheduled = erasure.log.filter((entry) => entry.includes('unscheduled'));
    expect(unscheduled.length).toBeGreaterThan(0);
    for (const entry of unscheduled) expect(entry > `${BIRTH} `).toBe(true);
  });

  test('takes away a schedule that was armed for a handoff whose state had just gone', async () => {
    await erasure.begin();
    await erasure.step();
    erasure.schedules.add('hnd_live0');
    await erasure.run();
    expect([...erasure.schedules]).toEqual([]);
  });

  test('takes away the schedule of a delivery that waits for long', async () => {
    const ids = { id: 'dlv_1', eventId: 'evt_1', eventType: 'clock.breached', endpointId: 'endpoints-there' } as const;
    const delivery = { ...createDelivery(ids, BIRTH), nextAttemptAt: '2026-11-23T09:00:00.000Z' };
    erasure.schedules.add(`dlv evt_1 ${delivery.nextAttemptAt}`);
    await erasure.put(`T#${TENANT}#live#deliveries#endpoints-there`, 'waits', {
      doc: { S: JSON.stringify(delivery) },
      dueShard: { S: 'delivery-due#1' },
    });
    await erasure.begin();
    await erasure.run();
    expect([...erasure.schedules]).toEqual([]);
    expect(erasure.keysOf(TENANT)).toEqual([]);
  });

  test('takes away what was written late, up to its end, and ends only after two passes that found nothing', async () => {
    await erasure.begin();
    let lateWrites = 0;
    for (let steps = 1; await erasure.step(); steps++) {
      if ((await erasure.deletion())?.status === 'erased' || lateWrites === 6) continue;
      lateWrites += 1;
      await erasure.put(`T#${TENANT}#live#event-log#0`, `late#${steps}`);
      if (lateWrites === 4) {
        const prefix = `T#${TENANT}#live#`;
        const indexed = { id: { S: 'hnd_late' }, tenantKey: { S: `${prefix}all` } };
        await erasure.put(`${prefix}handoff#hnd_late`, 'state', indexed);
        erasure.schedules.add('hnd_late');
      }
    }
    expect(lateWrites).toBe(6);
    expect(erasure.keysOf(TENANT)).toEqual([]);
    expect([...erasure.schedules]).toEqual([]);
    expect(await erasure.deletion()).toMatchObject({ status: 'erased', quietPasses: 2 });
  });

  test('is done in as many steps as its time allows', async () => {
    erasure.patience = 7;
    await erasure.begin();
    await erasure.run();
    expect(erasure.keysOf(TENANT)).toEqual([]);
    expect((await erasure.deletion())?.status).toBe('erased');
  });

  test('takes no notice of a message that is old, or of another deletion', async () => {
    await erasure.begin();
    await erasure.run();
    const { version = 0 } = (await erasure.deletion()) ?? {};
    await erasure.put(`T#${TENANT}#live#owners`, 'own_1');
    for (const stale of [1, version - 1, version, version + 1]) {
      erasure.queue.push({ request: { tenantId: TENANT, version: stale }, at: erasure.now });
    }
    erasure.queue.push({ request: { tenantId: OTHER, version: 1 }, at: erasure.now });
    await erasure.run();
    expect(erasure.keysOf(TENANT)).toHaveLength(1);
    expect(erasure.keysOf(OTHER).length).toBeGreaterThan(100);
  });
});

test('a deletion that is killed at any calls, and whose messages come twice, goes on to its end', async () => {
  const kills = fc.array(fc.nat(120), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(kills, fc.boolean(), fc.integer({ min: 5, max: 60 }), async (calls, echo, patience) => {
      const world = new Erasure();
      world.patience = patience;
      await furnish(world, TENANT, 1);
      await world.begin();
      const left = [...calls];
      let until = left.shift();
      world.beforeCall = () => {
        if (until === undefined || until-- > 0) return;
        until = left.shift();
        Erasure.crash();
      };
      if (echo) world.queue.push(...world.queue);
      for (let steps = 0; await world.step(); steps++) {
        if (echo && steps % 3 === 0) world.queue.push(...world.queue.slice(0, 1));
        if (steps > 2_000) throw new Error('it does not end');
      }
      expect(world.keysOf(TENANT)).toEqual([]);
      expect([...world.schedules]).toEqual([]);
      expect((await world.deletion())?.status).toBe('erased');
    }),
    { numRuns: 40 },
  );
});
