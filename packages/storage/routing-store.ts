import { type Roster, rosterSchema } from '#domain/routing/roster.ts';
import { NO_TURNS, type QueueTurns, queueTurnsSchema } from '#domain/routing/turns.ts';
import { readStored } from './document.ts';
import { pack, unpack } from './packed.ts';
import type { RecentReads } from './recent-reads.ts';
import { ROUTING_STAMP } from './table.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

/** How long a roster is remembered: it is of one stamp, and never changes. */
const ROSTER_MS = 60_000;
/** No queue gets so far: what rests on any version of one that is gone is refused. */
const GONE = Number.MAX_SAFE_INTEGER;
const GONE_SECONDS = 24 * 3600;

/** What routing keeps for itself: whose turn it is in a queue, and what it has gathered of a queue's members. */
export class RoutingStore {
  readonly #table: TenantTable;
  readonly #recent: RecentReads;
  readonly #aside: TenantTable;

  /** `aside`: where what can be gathered again is kept, which is no part of what a request does. */
  constructor(table: TenantTable, recent: RecentReads, aside = table) {
    this.#table = table;
    this.#recent = recent;
    this.#aside = aside;
  }

  /** Whose turn it is in a queue. `consistent: false` costs half; what is decided on turns that are old is refused. */
  async turns(queueId: string, options: { consistent: boolean }): Promise<QueueTurns> {
    const item = await this.#table.get(turnsKey(queueId), options);
    // an item of a queue that was changed before anybody had a turn says only that
    if (item?.attributes['version'] === undefined) return NO_TURNS;
    return readStored('turn', () => queueTurnsSchema().parse(JSON.parse(unpack(item.attributes))));
  }

  /**
   * Counts the changes to owners, queues and calendars: what was gathered of them before the last is out of date. As it was
   * at most a second ago, and not before what this process has changed since; `fresh`: as it is.
   */
  async stamp({ fresh }: { readonly fresh: boolean }): Promise<number> {
    const key = this.#table.indexKey('routing#stamp');
    const { changes } = this.#recent;
    const known = this.#recent.get(key) as { readonly stamp: number; readonly changes: number } | undefined; // put there below
    if (!fresh && known?.changes === changes) return known.stamp;
    const item = await this.#table.get(ROUTING_STAMP, { consistent: fresh });
    const stamp = Number(item?.attributes['counted'] ?? 0);
    this.#recent.remember(key, { stamp, changes }, changes);
    return stamp;
  }

  /** Goes with each change of an owner, queue or calendar. */
  stamping(): Write {
    return { count: ROUTING_STAMP, by: 1 };
  }

  /** What was gathered of a queue when the stamp was `stamp`. */
  async roster(queueId: string, stamp: number): Promise<Roster | undefined> {
    const key = this.#table.indexKey(`roster#${queueId}#${stamp}`);
    const known = this.#recent.get(key) as Roster | undefined; // put there below
    if (known !== undefined) return known;
    const { changes } = this.#recent;
    const item = await this.#table.get(rosterKey(queueId), { consistent: false });
    const found = item && readStored('roster', () => rosterSchema().parse(JSON.parse(unpack(item.attributes))));
    if (found?.stamp !== stamp) return undefined;
    // what the queue was at that stamp does not change any more
    this.#recent.remember(key, found, changes, ROSTER_MS);
    return found;
  }

  /** Goes with each change of a queue: what was decided on an earlier version of it is refused from then on. */
  noting(queueId: string, version: number): Write {
    return { mark: turnsKey(queueId), version };
  }

  /** Goes with the removal of a queue: nothing is given out of it any more. `nowSeconds` since the epoch. */
  closing(queueId: string, nowSeconds: number): Write {
    return { mark: turnsKey(queueId), version: GONE, expiresAt: Math.ceil(nowSeconds) + GONE_SECONDS };
  }

  /** Keeps what was gathered. Whoever gathered it last may not know the most; the stamp in it tells. */
  async keepRoster(roster: Roster): Promise<void> {
    await this.#aside.put(rosterKey(roster.queueId), pack(JSON.stringify(roster)));
  }
}

/** Goes with the assignment: it holds only if nobody has had a turn since, and the queue is of no later version. */
export function savingTurns(queueId: string, turns: QueueTurns, queueVersion: number): Write {
  return {
    put: turnsKey(queueId),
    attributes: { version: turns.version, ...pack(JSON.stringify(turns)) },
    ifVersion: turns.version - 1,
    asOf: queueVersion,
  };
}

/** Goes with an assignment out of a queue that leaves its turns as they are: it holds only on that version of it. */
export function requiringQueue(queueId: string, queueVersion: number): Write {
  return { check: turnsKey(queueId), asOf: queueVersion };
}

function turnsKey(queueId: string): ItemKey {
  return { partition: 'queue-turns', sort: queueId };
}

function rosterKey(queueId: string): ItemKey {
  return { partition: 'queue-rosters', sort: queueId };
}
