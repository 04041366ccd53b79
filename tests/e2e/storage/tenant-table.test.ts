import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ItemKey, TenantTable } from '#storage/tenant-table.ts';
import { startTestEngine, TABLE, type TestEngine, tenantId } from './support/engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

let tenants = 0;
function freshTable(world: 'live' | 'test' | 'account' = 'live', tenant = tenantId(++tenants)): TenantTable {
  return new TenantTable(engine.client, TABLE, tenant, world);
}

const KEY: ItemKey = { partition: 'owners', sort: 'own_1' };

describe('a conditional write', () => {
  test('of something new goes through once', async () => {
    const table = freshTable();
    expect(await table.transact([{ put: KEY, attributes: { version: 1 }, ifVersion: 0 }])).toBe(true);
    expect(await table.transact([{ put: KEY, attributes: { version: 9 }, ifVersion: 0 }])).toBe(false);
    expect(await table.putIf(KEY, 0, { version: 9 })).toBe(false);
    expect(await table.get(KEY)).toEqual({ sort: 'own_1', attributes: { version: 1 } });
  });

  test('goes through on the version that it names, and on no other', async () => {
    const table = freshTable();
    expect(await table.putIf(KEY, 0, { version: 3 })).toBe(true);
    for (const ifVersion of [1, 2, 4]) {
      expect(await table.transact([{ put: KEY, attributes: { version: 9 }, ifVersion }])).toBe(false);
      expect(await table.transact([{ remove: KEY, ifVersion }])).toBe(false);
    }
    expect(await table.transact([{ put: KEY, attributes: { version: 4 }, ifVersion: 3 }])).toBe(true);
    expect(await table.transact([{ remove: KEY, ifVersion: 4 }])).toBe(true);
    expect(await table.get(KEY)).toBeUndefined();
  });

  test('of twenty at once on one version, one goes through', async () => {
    const table = freshTable();
    await table.put(KEY, { version: 1 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        table.transact([{ put: KEY, attributes: { version: 2, by: index }, ifVersion: 1 }]),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect((await table.get(KEY))?.attributes['by']).toBe(results.indexOf(true));
  });

  test('that fails in one part writes no other part', async () => {
    const table = freshTable();
    await table.put(KEY, { version: 1, doc: 'old' });
    const beside = { partition: 'owners', sort: 'own_2' };
    const written = await table.transact([
      { put: beside, attributes: { version: 1 }, ifVersion: 0 },
      { remove: KEY },
      { put: { partition: 'queues', sort: 'y' }, attributes: {}, ifVersion: 7 },
    ]);
    expect(written).toBe(false);
    expect(await table.get(beside)).toBeUndefined();
    expect((await table.get(KEY))?.attributes).toEqual({ version: 1, doc: 'old' });
  });
});

describe('the tables of two tenants, and of one tenant’s modes', () => {
  test('share nothing', async () => {
    const tenant = tenantId(++tenants);
    const key = { partition: 'audit', sort: 'aud_1' };
    const tables = [
      freshTable('live', tenant),
      freshTable('test', tenant),
      freshTable('account', tenant),
      freshTable('live'),
    ];
    for (const [index, table] of tables.entries()) await table.put(key, { doc: String(index) });
    for (const [index, table] of tables.entries()) {
      expect((await table.get(key))?.attributes['doc']).toBe(String(index));
      expect((await table.query('audit', { limit: 100 })).items).toHaveLength(1);
      expect(await table.getMany([key], { consistent: true })).toHaveLength(1);
    }
  });
});

describe('the pages of a partition', () => {
  const sorts = fc.uniqueArray(fc.stringMatching(/^[ab]#[0-9a-z~]{1,4}$/), { minLength: 1, maxLength: 14 });
  const range = fc.record({
    limit: fc.integer({ min: 1, max: 15 }),
    descending: fc.boolean(),
    prefix: fc.constantFrom(undefined, 'a#', 'b#', 'c#'),
  });

  test('are all of its items, each once, in order, in pages of any size and in both directions', async () => {
    await fc.assert(
      fc.asyncProperty(sorts, range, async (names, { limit, descending, prefix }) => {
        const table = freshTable();
        await Promise.all(names.map((sort) => table.put({ partition: 'owners', sort }, { doc: sort })));
        await table.put({ partition: 'queues', sort: 'a#other' }, {});
        const found: string[] = [];
        let after: string | undefined;
        do {
          const page = await table.query('owners', {
            limit,
            descending,
            consistent: true,
            ...(prefix === undefined ? {} : { prefix }),
            ...(after === undefined ? {} : { after }),
          });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          found.push(...page.items.map(({ sort }) => sort));
          after = page.next;
        } while (after !== undefined);
        const expected = names.filter((name) => name.startsWith(prefix ?? '')).sort();
        expect(found).toEqual(descending ? expected.reverse() : expected);
      }),
      { numRuns: 60 },
    );
  });

  test('go on after an item that has gone', async () => {
    const table = freshTable();
    for (const sort of ['a', 'b', 'c']) await table.put({ partition: 'owners', sort }, {});
    await table.transact([{ remove: { partition: 'owners', sort: 'b' } }]);
    const { items } = await table.query('owners', { limit: 5, after: 'b' });
    expect(items.map(({ sort }) => sort)).toEqual(['c']);
  });
});

test('many keys are found, those that are there, however many are asked for', async () => {
  const table = freshTable();
  const keys = Array.from({ length: 230 }, (_, index) => ({ partition: `handoff#${index % 7}`, sort: String(index) }));
  const present = keys.filter((_, index) => index % 2 === 0);
  await Promise.all(present.map((key) => table.put(key, { doc: key.sort })));
  const found = await table.getMany(keys, { consistent: true });
  expect(found.map(({ sort }) => Number(sort)).sort((a, b) => a - b)).toEqual(present.map(({ sort }) => Number(sort)));
});

test('text and numbers and bytes come back as they were', async () => {
  const table = freshTable();
  const attributes = { text: 'ä\u{1f600}"\\\n', empty: '', number: -1.5, bytes: new Uint8Array([0, 255, 7]) };
  await table.put(KEY, attributes);
  expect((await table.get(KEY))?.attributes).toEqual(attributes);
});

describe('many items at once', () => {
  const itemsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      key: { partition: 'events', sort: String(index).padStart(3, '0') },
      attributes: { doc: `${index}` },
    }));

  test('are written whatever was there, more of them than one call takes', async () => {
    const table = freshTable();
    await table.put({ partition: 'events', sort: '003' }, { doc: 'old' });
    await table.putMany(itemsOf(60));
    await table.putMany(itemsOf(60));
    const { items } = await table.query('events', { limit: 100 });
    expect(items.map(({ sort, attributes }) => [sort, attributes['doc']])).toEqual(
      itemsOf(60).map(({ key, attributes }) => [key.sort, attributes.doc]),
    );
  });

  test('are read between bounds, both included, in either direction and in pages', async () => {
    const table = freshTable();
    await table.putMany(itemsOf(20));
    const between = { low: '005', high: '009' };
    const sorts = async (range: { after?: string; descending?: boolean; limit: number }) =>
      (await table.query('events', { between, ...range })).items.map(({ sort }) => sort);
    expect(await sorts({ limit: 100 })).toEqual(['005', '006', '007', '008', '009']);
    expect(await sorts({ limit: 2, after: '006' })).toEqual(['007', '008']);
    expect(await sorts({ limit: 2, after: '006', descending: true })).toEqual(['005']);
    expect(await table.query('events', { between: { low: '009', high: '005' }, limit: 9 })).toEqual({ items: [] });
  });
});
