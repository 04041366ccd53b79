import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { workRebuild } from '#services/metrics/work-rebuild.ts';
import { expectSame, together } from '../../domain/metrics/expect-same.ts';
import { eventfulLives, movingLives, zones } from '../../domain/metrics/lives.ts';
import { recount } from '../../domain/metrics/recount.ts';
import { MeasuredTenant } from './support/measured-tenant.ts';

const RUNS = 150;
const MOST = 4;

/** What comes next: more of a life, a message, perhaps twice at once, or a move of the tenant to another time zone. */
type Turn =
  | { readonly does: 'happen'; readonly index: number; readonly count: number }
  | { readonly does: 'hear'; readonly of: readonly number[]; readonly beside: readonly number[] }
  | { readonly does: 'move'; readonly to: string }
  | { readonly does: 'work'; readonly which: number; readonly again: boolean };

/** A process may end before or after any command that it sends. */
interface Step {
  readonly turn: Turn;
  readonly death: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
}

const index = fc.nat(MOST - 1);
const some = fc.array(index, { minLength: 1, maxLength: 5 });
const turns: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('happen' as const), index, count: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('hear' as const), of: some, beside: fc.oneof(fc.constant([]), some) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('move' as const), to: zones }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('work' as const), which: fc.nat(3), again: fc.boolean() }),
  },
);
const steps: fc.Arbitrary<Step> = fc.record({
  turn: turns,
  death: fc.option(
    fc.record({ at: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom('before' as const, 'after' as const) }),
    { nil: undefined, freq: 3 },
  ),
});

async function take(tenant: MeasuredTenant, { turn, death }: Step): Promise<void> {
  if (turn.does === 'happen') return tenant.happen(turn.index, turn.count);
  if (turn.does === 'move') {
    tenant.timeZone = turn.to;
    return;
  }
  tenant.table.reset(death);
  try {
    if (turn.does === 'hear') await hear(tenant, turn.of, turn.beside);
    else await work(tenant, turn.which, turn.again);
  } catch (error) {
    if (death === undefined) throw error;
  }
  if (death !== undefined) tenant.restart();
}

async function hear(tenant: MeasuredTenant, of: readonly number[], beside: readonly number[]): Promise<void> {
  const ids = (some: readonly number[]) => some.flatMap((each) => tenant.ids[each] ?? []);
  const all = [of, ...(beside.length === 0 ? [] : [beside])];
  await Promise.all(all.map((some) => measureHandoffs(tenant.context(), tenant.desk, ids(some))));
}

/** A message is received in any order, and again unless it was dealt with: then too, if `again`. */
async function work(tenant: MeasuredTenant, which: number, again: boolean): Promise<void> {
  const message = tenant.messages[which % Math.max(1, tenant.messages.length)];
  if (message === undefined) return;
  let left = 1;
  await workRebuild(tenant.context(), tenant.desk, message, () => left-- > 0);
  if (!again) tenant.messages.splice(tenant.messages.indexOf(message), 1);
}

/** Everything that has happened is heard of, and every message is dealt with, as long as there are any. */
async function settle(tenant: MeasuredTenant): Promise<void> {
  tenant.restart();
  for (let round = 0; round < 100; round++) {
    await hear(tenant, [...tenant.ids.keys()], []);
    const message = tenant.messages.shift();
    if (message === undefined) return;
    await workRebuild(tenant.context(), tenant.desk, message, () => true);
  }
  throw new Error('the messages do not come to an end');
}

it('counts every event once, whatever is repeated, reordered, cut off, done at once, or counted anew meanwhile', async () => {
  const world = fc.tuple(movingLives, fc.array(eventfulLives, { minLength: 1, maxLength: MOST - 1 }));
  const property = fc.asyncProperty(world, fc.array(steps, { maxLength: 40 }), async ([first, others], course) => {
    const tenant = new MeasuredTenant([first, ...others]);
    await tenant.publish();
    for (const step of course) {
      tenant.now = addSeconds(tenant.now, 60);
      await take(tenant, step);
    }
    await settle(tenant);
    const recounts = tenant.told
      .filter(({ events }) => events.length > 0)
      .map((told) => recount(told.events, told.world, tenant.timeZone));
    expectSame(await tenant.shown(), together(recounts));
    const generations = await tenant.context().stores.metrics.generations({ consistent: true });
    expect(generations?.building).toBeUndefined();
    expect(generations?.retired ?? []).toEqual([]);
  });
  await fc.assert(property, { numRuns: RUNS });
});
