import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { workRebuild } from '#services/metrics/work-rebuild.ts';
import { expectSame, together } from '../../domain/metrics/expect-same.ts';
import { eventfulLives, movingLives, zones } from '../../domain/metrics/lives.ts';
import { recount } from '../../domain/metrics/recount.ts';
import { MeasuredTenant } from './support/measured-tenant.ts';

const RUNS = 80;
const LIVES = 3;

/** What comes next: more of a life, a message, perhaps twice at once, or a move of the tenant to another time zone. */
type Turn =
  | { readonly does: 'happen'; readonly index: number; readonly count: number }
  | { readonly does: 'hear'; readonly of: readonly number[]; readonly beside: readonly number[] }
  | { readonly does: 'move'; readonly to: string }
  | { readonly does: 'work'; readonly which: number; readonly again: boolean; readonly beside: readonly number[] };

/** A process may end before or after any command that it sends. */
interface Step {
  readonly turn: Turn;
  readonly death: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
}

const index = fc.nat(2 * LIVES - 1);
const some = fc.array(index, { minLength: 1, maxLength: 3 });
const beside = fc.oneof(fc.constant([]), some);
const happening = fc.record({ does: fc.constant('happen' as const), index, count: fc.integer({ min: 1, max: 9 }) });
const hearing = fc.record({ does: fc.constant('hear' as const), of: some, beside });
const moving = fc.record({ does: fc.constant('move' as const), to: zones });
const working = fc.record({ does: fc.constant('work' as const), which: fc.nat(3), again: fc.boolean(), beside });
const death = fc.record({
  at: fc.integer({ min: 1, max: 40 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});

function courses(...turns: fc.WeightedArbitrary<Turn>[]): fc.Arbitrary<Step[]> {
  const step = fc.record({ turn: fc.oneof(...turns), death: fc.option(death, { nil: undefined, freq: 3 }) });
  return fc.array(step, { minLength: 10, maxLength: 40, size: 'max' });
}

const happens = { weight: 4, arbitrary: happening };
const heard = { weight: 5, arbitrary: hearing };
/** What is counted anew hides what went wrong before. */
const staying = courses(happens, heard);
const movingOn = courses(happens, heard, { weight: 2, arbitrary: moving }, { weight: 5, arbitrary: working });

async function take(tenant: MeasuredTenant, { turn, death }: Step, scheduler: fc.Scheduler): Promise<void> {
  if (turn.does === 'happen') return tenant.happen(turn.index, turn.count);
  if (turn.does === 'move') {
    tenant.timeZone = turn.to;
    return;
  }
  tenant.table.reset(death);
  tenant.table.waitFor(() => scheduler.schedule(Promise.resolve()));
  const begun = turn.does === 'hear' ? hear(tenant, [turn.of, turn.beside]) : work(tenant, turn);
  const results = await scheduler.waitFor(Promise.allSettled(begun));
  tenant.table.waitFor(async () => undefined);
  if (death !== undefined) tenant.restart();
  else for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function hear(tenant: MeasuredTenant, groups: readonly (readonly number[])[]): Promise<void>[] {
  return groups.map((some) => {
    const ids = some.flatMap((each) => tenant.ids[each] ?? []);
    return measureHandoffs(tenant.context(), tenant.desk, ids);
  });
}

/** A message is received in any order, twice at once if `again`, and later once more unless it was dealt with. */
function work(tenant: MeasuredTenant, { which, again, beside }: Extract<Turn, { does: 'work' }>): Promise<void>[] {
  const message = tenant.messages[which % Math.max(1, tenant.messages.length)];
  if (message === undefined) return [];
  const receive = async () => {
    let left = 1;
    await workRebuild(tenant.context(), tenant.desk, message, () => left-- > 0);
    const place = tenant.messages.indexOf(message);
    if (place !== -1) tenant.messages.splice(place, 1);
  };
  return [receive(), ...(again ? [receive()] : []), ...hear(tenant, [beside])];
}

/** Everything that has happened is heard of, and every message is dealt with, as long as there are any. */
async function settle(tenant: MeasuredTenant): Promise<void> {
  tenant.restart();
  for (let round = 0; round < 100; round++) {
    await Promise.all(hear(tenant, [[...tenant.ids.keys()]]));
    const message = tenant.messages.shift();
    if (message === undefined) return;
    await workRebuild(tenant.context(), tenant.desk, message, () => true);
  }
  throw new Error('the messages do not come to an end');
}

it('counts every event once, whatever is repeated, reordered, cut off, done at once, or counted anew meanwhile', async () => {
  const world = fc.tuple(movingLives, fc.array(eventfulLives, { minLength: 1, maxLength: LIVES - 1 }));
  const property = fc.asyncProperty(
    world,
    fc.oneof(staying, movingOn),
    fc.scheduler(),
    async ([first, others], course, scheduler) => {
      const tenant = new MeasuredTenant([first, ...others]);
      await tenant.publish();
      for (const step of course) {
        tenant.now = addSeconds(tenant.now, 60);
        await take(tenant, step, scheduler);
      }
      await settle(tenant);
      const recounts = tenant.told
        .filter(({ events }) => events.length > 0)
        .map((told) => recount(told.events, told.world, tenant.timeZone));
      expectSame(await tenant.shown(), together(recounts));
      const generations = await tenant.context().stores.metrics.generations({ consistent: true });
      expect(generations?.building).toBeUndefined();
      expect(generations?.retired ?? []).toEqual([]);
      for (let old = 1; old < (generations?.serving.number ?? 1); old++) {
        expect(await tenant.context().stores.metrics.removeSome(old)).toBe(false);
      }
    },
  );
  await fc.assert(property, { numRuns: RUNS });
}, 60_000);
