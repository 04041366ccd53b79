import { beforeEach, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import { Listings } from '#services/metrics/listings.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { isCountingBehind } from '#services/review/is-behind.ts';
import { BIRTH } from '../../support/instants.ts';
import { HANDOFF, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;

beforeEach(() => {
  system = testSystem();
  system.clock.now = addSeconds(BIRTH, 3 * 3600);
});

/** Stores a handoff at its birth, and what the log keeps of it. */
async function recorded(): Promise<void> {
  const { events } = await storeHandoff(system);
  const published = events.map((event) => publishHandoffEvent(event, TENANT.tenantId, TENANT.mode));
  await system.context().stores.eventLog.keep([{ recordedAt: BIRTH, events: published }]);
}

async function measure(): Promise<void> {
  const desk = {
    listings: new Listings(),
    timeZoneOf: async () => 'UTC',
    queue: { send: async () => undefined },
  };
  await measureHandoffs(system.context(), desk, [HANDOFF.handoffId]);
}

const isBehind = () => isCountingBehind(system.context());

test('a tenant that has never had a handoff has nothing that is not counted', async () => {
  expect(await isBehind()).toBe(false);
});

test('while nothing was ever counted of handoffs that there are, a month is not taken for empty', async () => {
  await recorded();
  expect(await isBehind()).toBe(true);
  system.clock.now = addSeconds(BIRTH, 40 * 24 * 3600);
  expect(await isBehind()).toBe(true);
});

test('while nothing was counted yet of the first handoffs, which came just now, months before them are kept', async () => {
  await recorded();
  system.clock.now = addSeconds(BIRTH, 3600);
  expect(await isBehind()).toBe(false);
});

test('what was recorded more than two hours ago and is not counted keeps a month open, until it is', async () => {
  await recorded();
  const { metrics } = system.context().stores;
  await measure();
  expect(await isBehind()).toBe(false);
  const [measurable] = await metrics.measurables([HANDOFF.handoffId]);
  if (measurable === undefined) throw new Error('it was not measured');
  const { mark } = measurable;
  await metrics.write(
    [{ ...mark, version: mark.version + 1, measured: new Map([[1, { sequence: 1, shard: 0 }]]) }],
    [],
  );
  expect(await isBehind()).toBe(true);
  await measure();
  expect(await isBehind()).toBe(false);
});

test('what cannot be counted keeps a month open for a day only, and what is recent does not', async () => {
  await recorded();
  const { metrics } = system.context().stores;
  await measure();
  const [measurable] = await metrics.measurables([HANDOFF.handoffId]);
  if (measurable === undefined) throw new Error('it was not measured');
  const { mark } = measurable;
  await metrics.write(
    [{ ...mark, version: mark.version + 1, measured: new Map([[1, { sequence: 1, shard: 0 }]]) }],
    [],
  );
  system.clock.now = addSeconds(BIRTH, 25 * 3600);
  expect(await isBehind()).toBe(false);
  system.clock.now = addSeconds(BIRTH, 3600);
  expect(await isBehind()).toBe(false);
});
