import { contractBodySchema } from '#domain/contract/body.ts';
import type { Dimension } from '#domain/metrics/cell.ts';
import { NO_COUNTERS, NO_RUNS } from '#domain/metrics/counters.ts';
import { daysBetween } from '#domain/metrics/day.ts';
import { firstGenerations } from '#domain/metrics/generation.ts';
import { binOf, type Histogram } from '#domain/metrics/histogram.ts';
import { ContractBodyStore } from '#storage/contract-body-store.ts';
import { directoryOf, entryOf, spanOf } from '#storage/metrics-keys.ts';
import { MetricsStore } from '#storage/metrics-store.ts';
import type { TenantTable } from '#storage/tenant-table.ts';
import { BIRTH } from './instants.ts';

export const MONTH = { from: '2026-10-01', to: '2026-10-31' };
export const CONTRACTS = 5;
const CLOCKS = ['accept', 'first_touch', 'complete', 'fix'];

/** Durations from a minute to a month, as many of each order of magnitude. */
function durations(count: number): Histogram {
  const bins = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const bin = binOf(60_000 * 43_200 ** ((index + 0.5) / count));
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  return bins;
}

/** Gives a tenant the figures of so many handoffs in a month, spread evenly over its contracts and days. */
export async function countMonth(table: TenantTable, handoffs: number): Promise<MetricsStore> {
  const store = new MetricsStore(table);
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
    const contractId = `ctr_${contract}`;
    const dimension: Dimension = { kind: 'contract', contractId, version: 1 };
    const blocks = days.map((day) => ({
      ref: { generation: 1, shard: 0, dimension, span: spanOf('contract', day) },
      version: 1,
      block: new Map([[day, counters]]),
    }));
    for (const day of days) await store.list(1, directoryOf({ day, dimension }), [entryOf(dimension)]);
    await store.write([], blocks);
    const [from, to] = [{ stage: `stage_${contract}` }, { stage: `stage_${contract + 1}` }];
    const body = contractBodySchema().parse({ name: contractId, from, to, subjectType: 'account' });
    const version = { contractId, contractVersion: 1, publishedAt: BIRTH, body };
    await table.transact([new ContractBodyStore(table).publishing(version)]);
  }
  return store;
}
