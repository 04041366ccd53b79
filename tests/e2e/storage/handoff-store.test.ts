import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { StoredItemError } from '#storage/document.ts';
import { createTenantStores, type TenantStores } from '#storage/stores.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { play } from '../../domain/handoff/play.ts';
import { scripts } from '../../domain/handoff/random-history.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { ACCEPT, CANCEL, submit } from '../../support/handoffs.ts';
import { MINUTE } from '../../support/instants.ts';
import { startTestEngine, TABLE, type TestEngine, tenantId } from './support/engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

let tenants = 0;
function freshStores(): { stores: TenantStores; table: TenantTable } {
  const tenant = tenantId(++tenants);
  const table = new TenantTable(engine.client, TABLE, tenant, 'live');
  return { stores: createTenantStores(engine.client, TABLE, tenant, 'live'), table };
}

const ID = 'hnd_1';
const BODY = contractBody({ clocks: [ACCEPT_CLOCK] });

/** All events of a handoff, by pages of `limit`. */
async function eventsByPages({ handoffs }: TenantStores, limit: number): Promise<HandoffEvent[]> {
  const found: HandoffEvent[] = [];
  for (;;) {
    const { data, more } = await handoffs.events(ID, { afterSequence: found.length, limit });
    expect(data.length).toBeLessThanOrEqual(limit);
    found.push(...data);
    if (!more) return found;
    expect(data.length).toBeGreaterThan(0);
  }
}

describe('the history of a handoff', () => {
  test('is read whole and in order in pages of any size, whatever was committed together', async () => {
    await fc.assert(
      fc.asyncProperty(scripts, fc.integer({ min: 1, max: 7 }), async (script, limit) => {
        const { stores } = freshStores();
        const [born, ...moments] = play(script, 0.001).map(({ life }) => life);
        if (born === undefined) throw new Error('no birth');
        expect(await stores.handoffs.create(born.state, { goals: 'x' }, born.events)).toBe('written');
        let before = born;
        for (const life of moments) {
          const events = life.events.slice(before.events.length);
          if (events.length === 0) continue;
          expect(await stores.handoffs.commit(before.state, life.state, events)).toBe('written');
          before = life;
        }
        expect(await eventsByPages(stores, limit)).toEqual(before.events);
        expect(await stores.handoffs.get(ID)).toEqual(before.state);
      }),
      { numRuns: 60 },
    );
  });

  test('goes on at any sequence, also in the midst of a commit', async () => {
    const { stores } = freshStores();
    const born = submit({ body: BODY });
    await stores.handoffs.create(born.state, {}, born.events);
    for (let afterSequence = 0; afterSequence <= born.events.length + 1; afterSequence++) {
      const { data, more } = await stores.handoffs.events(ID, { afterSequence, limit: 100 });
      expect(data).toEqual(born.events.slice(afterSequence));
      expect(more).toBe(false);
    }
  });

  test('of two commits on one version has the one that was first, whole, and nothing of the other', async () => {
    const { stores } = freshStores();
    const born = submit({ body: BODY });
    await stores.handoffs.create(born.state, {}, born.events);
    const rivals = [born.command(MINUTE, ACCEPT), born.command(MINUTE, CANCEL)];
    const results = await Promise.all(
      rivals.map(({ state, events }) => stores.handoffs.commit(born.state, state, events.slice(born.events.length))),
    );
    expect(results.filter((result) => result === 'written')).toHaveLength(1);
    const winner = rivals[results.indexOf('written')];
    expect(await stores.handoffs.get(ID)).toEqual(winner?.state);
    expect(await eventsByPages(stores, 3)).toEqual(winner?.events);
  });

  test('of an id that is taken is not begun again', async () => {
    const { stores } = freshStores();
    const born = submit({ body: BODY });
    expect(await stores.handoffs.create(born.state, { first: true }, born.events)).toBe('written');
    expect(await stores.handoffs.create(born.state, { first: false }, born.events)).toBe('changed');
    expect(await stores.handoffs.getPacket(ID, 1)).toEqual({ first: true });
  });
});

test('a packet comes back as it was sent, small or large, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 0, max: 100_000 }),
      async (some, size) => {
        const { stores } = freshStores();
        const packet: unknown = JSON.parse(JSON.stringify({ ...some, filler: 'prose '.repeat(size / 6) }));
        const born = submit({ body: BODY });
        await stores.handoffs.create(born.state, packet, born.events);
        expect(await stores.handoffs.getPacket(ID, 1)).toEqual(packet);
      },
    ),
    { numRuns: 30 },
  );
  expect(await freshStores().stores.handoffs.getPacket(ID, 1)).toBeUndefined();
});

describe('a stored item that was damaged', () => {
  test.each(['', '{', 'null', '{"id":"hnd_1"}', '[]'])(
    'is named as such, and not taken for something: %j',
    async (doc) => {
      const { stores, table } = freshStores();
      const partition = `handoff#${ID}`;
      await table.put({ partition, sort: 'state' }, { id: ID, doc });
      await table.put({ partition, sort: 'commit#000003' }, { doc });
      await table.put({ partition: 'owners', sort: 'own_1' }, { doc });
      await expect(stores.handoffs.get(ID)).rejects.toThrow(StoredItemError);
      await expect(stores.handoffs.getMany([ID])).rejects.toThrow(StoredItemError);
      await expect(stores.handoffs.events(ID, { afterSequence: 0, limit: 5 })).rejects.toThrow(StoredItemError);
      await expect(stores.owners.get('own_1')).rejects.toThrow(StoredItemError);
      await expect(stores.owners.list({ limit: 5 })).rejects.toThrow(StoredItemError);
    },
  );

  test('is named as such if it is a packet, whether it was deflated or not', async () => {
    const { stores, table } = freshStores();
    const key = { partition: `handoff#${ID}`, sort: 'packet#0001' };
    for (const attributes of [{ doc: '{' }, { packed: new Uint8Array([1, 2, 3]) }, {}]) {
      await table.put(key, attributes);
      await expect(stores.handoffs.getPacket(ID, 1)).rejects.toThrow(StoredItemError);
    }
  });
});
