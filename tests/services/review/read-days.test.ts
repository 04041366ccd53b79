import { expect, test } from 'vitest';
import { firstGenerations } from '#domain/metrics/generation.ts';
import { MAX_ITEMS } from '#services/metrics/read-cells.ts';
import { readDays } from '#services/review/read-days.ts';
import type { BlockRef } from '#storage/metrics-keys.ts';
import type { MetricsStore } from '#storage/metrics-store.ts';
import { counters } from '../../domain/review/sample-month.ts';

const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };

/** A store in which so many contracts have a cell on each day. */
function storeOf(contracts: number): MetricsStore {
  const entries = Array.from({ length: contracts }, (_, index) => `ctr_${index} 1`);
  const counted = counters({ counts: { submitted: 1 } });
  return {
    generations: async () => firstGenerations('UTC'),
    listed: async (_generation: number, directories: readonly unknown[]) => directories.map(() => entries),
    blocks: async (refs: readonly BlockRef[]) =>
      refs.map((ref) => ({ ref, version: 1, block: new Map([[ref.span, counted]]) })),
  } as unknown as MetricsStore; // cells are read by nothing else of it
}

test('days of which there is more than may be read at once are read in parts, each cell once', async () => {
  const contracts = Math.ceil(MAX_ITEMS / 20);
  const { cells = [], timeZone } = (await readDays(storeOf(contracts), OCTOBER, { kind: 'contract' })) ?? {};
  expect([cells.length, timeZone]).toEqual([31 * contracts, 'UTC']);
  expect(new Set(cells.map(({ cell }) => cell.day)).size).toBe(31);
});

test('a single day of which there is too much is refused', async () => {
  const reading = readDays(storeOf(MAX_ITEMS + 1), OCTOBER, { kind: 'contract' });
  await expect(reading).rejects.toThrow('items of figures would have to be read');
});
