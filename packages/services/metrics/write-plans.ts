import { addCounters, isNothing, NO_COUNTERS } from '#domain/metrics/counters.ts';
import type { Block } from '#storage/metrics-codec.ts';
import { type Directory, directoryOf, entryOf } from '#storage/metrics-keys.ts';
import type { TenantContext } from '../context.ts';
import type { Listings } from './listings.ts';
import type { Change, Plan } from './plan-handoff.ts';

/** What a transaction takes. */
const MAX_ITEMS = 100;

/** Plans that are written together: their marks, and what they change in all. */
export interface Group {
  readonly plans: readonly Plan[];
  readonly changes: ReadonlyMap<string, Change>;
}

/** As many plans together as one transaction takes, so that what they change of the same item is written once. */
export function groupsOf(plans: readonly Plan[]): Group[] {
  const groups: { plans: Plan[]; changes: Map<string, Change> }[] = [];
  for (const plan of plans) {
    const last = groups.at(-1);
    const changes = merge(last?.changes ?? new Map(), plan.changes);
    if (last !== undefined && last.plans.length + 1 + changes.size <= MAX_ITEMS) {
      last.plans.push(plan);
      last.changes = changes;
    } else groups.push({ plans: [plan], changes: new Map(plan.changes) });
  }
  return groups;
}

/** `false`: somebody else has written some of it meanwhile, and nothing is written. */
export async function writeGroup(
  { tenantId, mode, stores: { metrics: store } }: TenantContext,
  listings: Listings,
  { plans, changes }: Group,
): Promise<boolean> {
  const all = [...changes.values()];
  await listings.ensure(store, `${tenantId} ${mode}`, all.flatMap(listed));
  const stored = await store.blocks(
    all.map(({ ref }) => ref),
    { consistent: true },
  );
  const blocks = stored.map(({ ref, version, block }, index) => ({
    ref,
    version: version + 1,
    block: applied(block, all[index]?.days ?? new Map()),
  }));
  return store.write(
    plans.map(({ mark }) => mark),
    blocks,
  );
}

function merge(a: ReadonlyMap<string, Change>, b: ReadonlyMap<string, Change>): Map<string, Change> {
  const merged = new Map(a);
  for (const [name, { ref, days }] of b)
    merged.set(name, { ref, days: applied(merged.get(name)?.days ?? new Map(), days) });
  return merged;
}

function applied(block: Block, days: Change['days']): Block {
  const sum = new Map(block);
  for (const [day, counters] of days) {
    const total = addCounters(sum.get(day) ?? NO_COUNTERS, counters);
    if (isNothing(total)) sum.delete(day);
    else sum.set(day, total);
  }
  return sum;
}

function listed({ ref, days }: Change): { generation: number; directory: Directory; entry: string }[] {
  const { generation, dimension } = ref;
  return [...days.keys()].map((day) => ({
    generation,
    directory: directoryOf({ day, dimension }),
    entry: entryOf(dimension),
  }));
}
