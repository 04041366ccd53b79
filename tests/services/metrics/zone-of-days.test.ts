import { expect, it } from 'vitest';
import { listBehind } from '#services/metrics/list-behind.ts';
import { Listings } from '#services/metrics/listings.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { submit } from '#tests/support/handoffs.ts';
import { on } from '#tests/support/instants.ts';
import { FOUR_HOURS, storeHandoff, testSystem } from '../support/test-system.ts';

/** A minute to midnight in UTC, on the last of a month. */
const SUBMITTED = '2026-11-30T23:59:00Z';
const ID = 'hnd_00000000000000000000000002';

/** How many were submitted on these days, of a zone that figures are counted in, and of the one that is asked for. */
async function submitted(counted: string, from: string, to: string, timeZone: string | undefined): Promise<number> {
  const system = testSystem();
  await storeHandoff(system);
  const { state, events } = submit({ body: FOUR_HOURS, command: { handoffId: ID }, at: on(SUBMITTED) });
  const context = system.context();
  await context.stores.handoffs.create(state, {}, events);
  const desk = { listings: new Listings(), timeZoneOf: async () => counted, queue: { send: async () => undefined } };
  await measureHandoffs(context, desk, [state.id]);
  const generations = await context.stores.metrics.generations({ consistent: true });
  if (generations === undefined) throw new Error('nothing is counted');
  const query = { figure: { of: 'count', count: 'submitted' } as const, from, to, timeZone };
  const { data } = await listBehind(context, generations.serving, query, { limit: 10 });
  return data.reduce((sum, { amount }) => sum + amount, 0);
}

it.each([
  ['UTC', undefined, '2026-11-30'],
  ['Pacific/Kiritimati', undefined, '2026-12-01'],
  ['UTC', 'Pacific/Kiritimati', '2026-12-01'],
  ['Pacific/Kiritimati', 'UTC', '2026-11-30'],
  ['Pacific/Kiritimati', 'Pacific/Pago_Pago', '2026-11-30'],
])(
  'the days are those of the zone that is named, whichever the figures are of: %s, %s',
  async (counted, named, day) => {
    expect(await submitted(counted, day, day, named)).toBe(1);
    const other = day === '2026-11-30' ? '2026-12-01' : '2026-11-30';
    expect(await submitted(counted, other, other, named)).toBe(0);
  },
);
