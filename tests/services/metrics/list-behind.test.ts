import { beforeEach, expect, it } from 'vitest';
import { type Behind, listBehind } from '#services/metrics/list-behind.ts';
import { Listings } from '#services/metrics/listings.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { submit } from '#tests/support/handoffs.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { ANA } from '#tests/support/people.ts';
import { FOUR_HOURS, HANDOFF, storeHandoff, type TestSystem, testSystem } from '../support/test-system.ts';

/** More than two pages look at. */
const HANDOFFS = 260;

let system: TestSystem;
let ids: readonly string[];
beforeEach(async () => {
  system = testSystem();
  await storeHandoff(system);
  const { handoffs } = system.context().stores;
  ids = Array.from({ length: HANDOFFS }, (_, index) => `hnd_${String(index + 2).padStart(26, '0')}`);
  for (const handoffId of ids) {
    const { state, events } = submit({ body: FOUR_HOURS, to: { ownerId: ANA }, command: { handoffId } });
    await handoffs.create(state, {}, events);
  }
  const queue = { send: async () => undefined };
  const desk = { listings: new Listings(), timeZoneOf: async () => 'UTC', queue };
  await measureHandoffs(system.context(), desk, [HANDOFF.handoffId, ...ids]);
});

const today = BIRTH.slice(0, 10);

async function page(count: 'submitted' | 'cancelled', limit: number, cursor?: string) {
  const context = system.context();
  const generations = await context.stores.metrics.generations({ consistent: true });
  if (generations === undefined) throw new Error('nothing is counted');
  const query = { figure: { of: 'count', count } as const, from: today, to: today };
  return listBehind(context, generations.serving, query, { limit, cursor });
}

it('one page costs no more than it may, however far it is to what is behind a figure', async () => {
  const costs: number[] = [];
  let cursor: string | undefined;
  do {
    system.log.length = 0;
    const { data, nextCursor } = await page('cancelled', 100, cursor);
    expect(data).toEqual([]);
    costs.push(system.log.filter((name) => name === 'Query' || name === 'BatchGetItem').length);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(costs.length).toBeGreaterThan(2);
  expect(Math.max(...costs)).toBeLessThan(160);
});

it('the newest handoff comes first, and each once, whatever the size of the pages', async () => {
  const found: Behind[] = [];
  let cursor: string | undefined;
  do {
    const { data, nextCursor } = await page('submitted', 97, cursor);
    found.push(...data);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  const expected = [HANDOFF.handoffId, ...ids].toReversed();
  expect(found.map(({ handoffId }) => handoffId)).toEqual(expected);
  expect(found.every(({ amount }) => amount === 1)).toBe(true);
});

it('a cursor that is of another list is refused', async () => {
  const cursor = Buffer.from('1:hnd_00000000000000000000000001').toString('base64url');
  await expect(page('submitted', 10, cursor)).rejects.toMatchObject({ code: 'validation_failed' });
});
