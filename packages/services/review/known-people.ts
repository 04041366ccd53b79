import type { TallyEntry } from '#domain/metrics/tally.ts';
import type { KnownOwner, KnownQueue } from '#domain/review/input.ts';
import { runsIn } from '#domain/review/month-figures.ts';
import type { TenantContext } from '../context.ts';

/** Owners and queues whose names a review knows, those with the most breaches first. */
const MOST_NAMED = 200;

/** Names of the owners and queues of `cells`, and how much is with the members of these queues. */
export async function knownPeople(
  { stores }: TenantContext,
  cells: readonly TallyEntry[],
): Promise<{ readonly queues: KnownQueue[]; readonly owners: KnownOwner[] }> {
  const breaches = { owner: new Map<string, number>(), queue: new Map<string, number>() };
  for (const { cell, counters } of cells) {
    const { dimension } = cell;
    if (dimension.kind === 'contract') continue;
    const id = dimension.kind === 'owner' ? dimension.ownerId : dimension.queueId;
    const counted = breaches[dimension.kind];
    counted.set(id, (counted.get(id) ?? 0) + runsIn(counters).breached);
  }
  const queues = await stores.queues.getMany(mostOf(breaches.queue));
  const late = queues.filter(({ id }) => (breaches.queue.get(id) ?? 0) > 0);
  const members = late.flatMap(({ members: all }) => all.map(({ ownerId }) => ownerId)).slice(0, MOST_NAMED);
  const ownerIds = [...new Set([...mostOf(breaches.owner), ...members])];
  const [owners, loads] = await Promise.all([
    stores.owners.getMany(ownerIds),
    stores.ownerLoads.getMany(members, { consistent: false }),
  ]);
  return {
    queues: queues.map(({ id, name, members: all }) => ({ id, name, ownerIds: all.map(({ ownerId }) => ownerId) })),
    owners: owners.map(({ id, name, capacity }) => ({ id, name, capacity, openHandoffs: loads.get(id) ?? 0 })),
  };
}

function mostOf(counted: ReadonlyMap<string, number>): string[] {
  const sorted = [...counted].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, MOST_NAMED).map(([id]) => id);
}
