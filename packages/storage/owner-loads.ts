import type { Handoff } from '#domain/handoff/state.ts';
import type { LoadBound } from '#domain/routing/route.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const PARTITION = 'owner-loads';

/** How many handoffs are with each owner, assigned or accepted: counted in the transaction of each change, so exactly. */
export class OwnerLoads {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** The loads of those who have one; of all others it is 0. */
  async getMany(ownerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ownerIds.length === 0) return new Map();
    const items = await this.#table.getMany([...new Set(ownerIds)].map(keyOf), { consistent: true });
    return new Map(items.map(({ sort, attributes }) => [sort, Number(attributes['counted'] ?? 0)]));
  }
}

/**
 * What a change from `before` to `after` makes of the loads of its owners. `bound`: if it is the new owner's, the change
 * holds only while they have fewer handoffs than their capacity.
 */
export function moveLoad(before: Handoff | undefined, after: Handoff, bound?: LoadBound): Write[] {
  const capacity = bound !== undefined && bound.ownerId === ownerOf(after) ? bound.capacity : undefined;
  const was = before && ownerOf(before);
  const is = ownerOf(after);
  if (was === is) return [];
  return [
    ...(was === undefined ? [] : [{ count: keyOf(was), by: -1 }]),
    ...(is === undefined ? [] : [{ count: keyOf(is), by: 1, ...(capacity === undefined ? {} : { below: capacity }) }]),
  ];
}

/** With whom the handoff is; nobody while it waits, is back with its sender, or has ended. */
function ownerOf({ state, holder }: Handoff): string | undefined {
  return state === 'assigned' || state === 'accepted' ? holder.ownerId : undefined;
}

function keyOf(ownerId: string): ItemKey {
  return { partition: PARTITION, sort: ownerId };
}
