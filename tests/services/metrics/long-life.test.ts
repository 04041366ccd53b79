import { expect, it } from 'vitest';
import { nameOfCell } from '#domain/metrics/cell.ts';
import { contractFacts } from '#domain/metrics/contract-facts.ts';
import type { Tally } from '#domain/metrics/tally.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import type { MetricsDesk } from '#services/metrics/desk.ts';
import { Listings } from '#services/metrics/listings.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { readCells } from '#services/metrics/read-cells.ts';
import type { MetricsStore } from '#storage/metrics-store.ts';
import { type Life, reassignTo } from '#tests/support/handoffs.ts';
import { DAY } from '#tests/support/instants.ts';
import { ANA, BEN } from '#tests/support/people.ts';
import { flatten } from '../../domain/metrics/flatten.ts';
import { FOUR_HOURS, HANDOFF, storeHandoff, type TestSystem, testSystem } from '../support/test-system.ts';

const DAYS = 250;

/** One whose owner changes every day. */
async function restless(system: TestSystem): Promise<Life> {
  let life = await storeHandoff(system);
  const { handoffs } = system.context().stores;
  for (let day = 1; day <= DAYS; day++) {
    const before = life;
    life = life.command(day * DAY, reassignTo({ ownerId: day % 2 === 0 ? ANA : BEN }));
    await handoffs.commit(before.state, life.state, life.events.slice(before.events.length));
  }
  return life;
}

function expected({ events }: Life, timeZone: string): Tally {
  const facts = { contract: () => contractFacts(FOUR_HOURS), workingTime: () => AROUND_THE_CLOCK };
  return tallyOf(events, facts, timeZone);
}

async function shown(store: MetricsStore): Promise<Tally> {
  const range = { from: '2026-11-01', to: '2027-12-31' };
  const reads = await Promise.all(
    (['contract', 'owner', 'queue'] as const).map((kind) => readCells(store, range, { kind })),
  );
  return new Map(reads.flatMap((read) => (read?.cells ?? []).map((entry) => [nameOfCell(entry.cell), entry] as const)));
}

it('a life of more days than one transaction takes items is counted piece by piece, in both generations', async () => {
  const system = testSystem();
  const life = await restless(system);
  let timeZone = 'UTC';
  const desk: MetricsDesk = {
    listings: new Listings(),
    timeZoneOf: async () => timeZone,
    queue: { send: async () => undefined },
  };
  const measure = () => measureHandoffs(system.context(), desk, [HANDOFF.handoffId]);
  const { metrics } = system.context().stores;
  system.log.length = 0;
  await measure();
  expect(system.log.filter((name) => name === 'TransactWriteItems').length).toBeGreaterThan(2);
  expect(flatten(await shown(metrics))).toEqual(flatten(expected(life, timeZone)));
  timeZone = 'Asia/Tokyo';
  await measure(); // begins to count anew
  await measure();
  expect(flatten(await shown(metrics))).toEqual(flatten(expected(life, 'UTC')));
  const [measurable] = await metrics.measurables([HANDOFF.handoffId]);
  const reached = [...(measurable?.mark.measured.values() ?? [])].map(({ sequence }) => sequence);
  expect(reached).toEqual([life.events.length, life.events.length]);
});
