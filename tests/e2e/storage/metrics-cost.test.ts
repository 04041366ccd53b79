import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Dimension } from '#domain/metrics/cell.ts';
import { NO_COUNTERS, NO_RUNS } from '#domain/metrics/counters.ts';
import { daysBetween } from '#domain/metrics/day.ts';
import { firstGenerations } from '#domain/metrics/generation.ts';
import { binOf, type Histogram } from '#domain/metrics/histogram.ts';
import { readCells } from '#services/metrics/read-cells.ts';
import { directoryOf, entryOf, spanOf } from '#storage/metrics-keys.ts';
import { MetricsStore } from '#storage/metrics-store.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { startTestEngine, TABLE, type TestEngine, tenantId } from './support/engine.ts';

const MONTH = { from: '2026-10-01', to: '2026-10-31' };
const CONTRACTS = 5;
const CLOCKS = ['accept', 'first_touch', 'complete', 'fix'];

let engine: TestEngine;
let units = 0;

beforeAll(async () => {
  engine = await startTestEngine();
  engine.client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const { output, ...rest } = await next(args);
      units += consumed(output);
      return { output, ...rest };
    },
    { step: 'initialize' },
  );
});
afterAll(() => engine.close());

function consumed(output: object): number {
  const capacity: unknown = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
  return [capacity].flat().reduce<number>((sum, each) => {
    const counted =
      typeof each === 'object' && each !== null && 'CapacityUnits' in each ? Number(each.CapacityUnits) : 0;
    return sum + counted;
  }, 0);
}

/** Durations from a minute to a month, as many of each order of magnitude. */
function durations(count: number): Histogram {
  const bins = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const bin = binOf(60_000 * 43_200 ** ((index + 0.5) / count));
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  return bins;
}

/** A tenant with so many handoffs in a month, spread evenly over its contracts and days. */
async function tenantWith(handoffs: number, id: string): Promise<MetricsStore> {
  const store = new MetricsStore(new TenantTable(engine.client, TABLE, id, 'live'));
  await store.saveGenerations(firstGenerations('UTC'));
  const days = daysBetween(MONTH.from, MONTH.to);
  const each = Math.ceil(handoffs / CONTRACTS / days.length);
  const working = durations(each);
  const runs = { ...NO_RUNS, counts: new Map([['met', each] as const]), working, calendar: working };
  const counters = {
    ...NO_COUNTERS,
    counts: new Map([['submitted', each] as const]),
    clocks: new Map(CLOCKS.map((name, index) => [name, { ...runs, calendar: durations(each + index) }])),
  };
  for (let contract = 0; contract < CONTRACTS; contract++) {
    const dimension: Dimension = { kind: 'contract', contractId: `ctr_${contract}`, version: 1 };
    const blocks = days.map((day) => ({
      ref: { generation: 1, shard: 0, dimension, span: spanOf('contract', day) },
      version: 1,
      block: new Map([[day, counters]]),
    }));
    for (const day of days) await store.list(1, directoryOf({ day, dimension }), [entryOf(dimension)]);
    await store.write([], blocks);
  }
  return store;
}

async function costOfMonth(store: MetricsStore): Promise<number> {
  units = 0;
  const read = await readCells(store, MONTH, { kind: 'contract' });
  expect(read?.cells).toHaveLength(CONTRACTS * 31);
  return units;
}

it('a month of figures costs as much to read with 100,000 handoffs behind it as with 1,000', async () => {
  const small = await costOfMonth(await tenantWith(1_000, tenantId(1)));
  const large = await costOfMonth(await tenantWith(100_000, tenantId(2)));
  expect(small).toBeGreaterThan(0);
  expect(Math.abs(large / small - 1)).toBeLessThan(0.1);
  expect(large).toBeLessThan(100);
});
