import type { Handoff } from '#domain/handoff/state.ts';
import type { LoadBound } from '#domain/routing/route.ts';
import type { Item } from './attributes.ts';
import type { RecentReads } from './recent-reads.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

/** Short, as it is paid for with each load of those that are read at once. */
const PARTITION = 'ld';
/** Up to so many loads for each that is asked about, reading all of them is cheaper than asking for each. */
const CHEAPER = 25;
/** No owner gets so far: what rests on any version of one who is gone is refused. */
const GONE = Number.MAX_SAFE_INTEGER;
/** How long that is kept. No decision rests on what was read so long ago. */
const GONE_SECONDS = 24 * 3600;

/** All loads of a tenant, up to `through` in their order; absent: to the last. */
interface Read {
  readonly loads: ReadonlyMap<string, number>;
  readonly through?: string;
}

/** `recent`: it may be a second old, unless `doubts` says that what is known is not to be relied on. */
interface SurveyOptions {
  readonly consistent: boolean;
  readonly recent: boolean;
  readonly doubts: (loads: ReadonlyMap<string, number>) => boolean;
}

/**
 * How many handoffs are with each owner, assigned or accepted: counted in the transaction of each change, so exactly.
 * Beside it stands which version of the owner is the latest, so that no decision counts that rests on an older one.
 */
export class OwnerLoads {
  readonly #table: TenantTable;
  readonly #recent: RecentReads;

  constructor(table: TenantTable, recent: RecentReads) {
    this.#table = table;
    this.#recent = recent;
  }

  /** The loads of those who have one; of all others it is 0. */
  async getMany(
    ownerIds: readonly string[],
    options: { readonly consistent: boolean } = { consistent: true },
  ): Promise<ReadonlyMap<string, number>> {
    if (ownerIds.length === 0) return new Map();
    const items = await this.#table.getMany([...new Set(ownerIds)].map(keyOf), options);
    return loadsOf(items);
  }

  /** The same of many owners, for little more than that of a few. */
  async survey(ownerIds: readonly string[], options: SurveyOptions): Promise<ReadonlyMap<string, number>> {
    const { consistent } = options;
    const { loads, through } = await this.#all(ownerIds.length * CHEAPER, options);
    if (through === undefined) return loads;
    const beyond = ownerIds.filter((id) => sortOf(id) > through);
    return new Map([...loads, ...(await this.getMany(beyond, { consistent }))]);
  }

  /** Goes with each change of an owner: what was decided on an earlier version of them is refused from then on. */
  noting(ownerId: string, version: number): Write {
    return { mark: keyOf(ownerId), version };
  }

  /** Goes with the removal of an owner, and holds only while nothing is with them. `nowSeconds` since the epoch. */
  closing(ownerId: string, nowSeconds: number): Write {
    return { mark: keyOf(ownerId), version: GONE, below: 1, expiresAt: Math.ceil(nowSeconds) + GONE_SECONDS };
  }

  async #all(limit: number, { consistent, recent, doubts }: SurveyOptions): Promise<Read> {
    const key = this.#table.indexKey(PARTITION);
    const known = recent ? (this.#recent.get(key) as Read | undefined) : undefined; // put there below
    if (known !== undefined && !doubts(known.loads)) return known;
    const { changes } = this.#recent;
    const { items, next } = await this.#table.query(PARTITION, { limit, consistent });
    const read = { loads: loadsOf(items), ...(next === undefined ? {} : { through: next }) };
    // of a part nobody knows whether it would do for others
    if (next === undefined) this.#recent.remember(key, read, changes);
    return read;
  }
}

/**
 * What a change from `before` to `after` makes of the loads of its owners. `bound`: if it is the new owner's, the change
 * holds only while they are as they were when it was decided, and have fewer handoffs than their capacity.
 */
export function moveLoad(before: Handoff | undefined, after: Handoff, bound?: LoadBound): Write[] {
  const was = before && ownerOf(before);
  const is = ownerOf(after);
  if (was === is) return [];
  return [
    ...(was === undefined ? [] : [{ count: keyOf(was), by: -1 }]),
    ...(is === undefined ? [] : [{ count: keyOf(is), by: 1, ...(bound?.ownerId === is ? heldTo(bound) : {}) }]),
  ];
}

function heldTo({ capacity, version }: LoadBound): { below?: number; asOf?: number } {
  return {
    ...(capacity === undefined ? {} : { below: capacity }),
    ...(version === undefined ? {} : { asOf: version }),
  };
}

/** With whom the handoff is; nobody while it waits, is back with its sender, or has ended. */
export function ownerOf({ state, holder }: Handoff): string | undefined {
  return state === 'assigned' || state === 'accepted' ? holder.ownerId : undefined;
}

function loadsOf(items: readonly Item[]): ReadonlyMap<string, number> {
  return new Map(items.map(({ sort, attributes }) => [`${PREFIX}${sort}`, Number(attributes['counted'] ?? 0)]));
}

const PREFIX = 'own_';

function keyOf(ownerId: string): ItemKey {
  return { partition: PARTITION, sort: sortOf(ownerId) };
}

/** Without what all ids begin with: the loads of a whole queue are read at once, by their size. */
function sortOf(ownerId: string): string {
  return ownerId.startsWith(PREFIX) ? ownerId.slice(PREFIX.length) : ownerId;
}
