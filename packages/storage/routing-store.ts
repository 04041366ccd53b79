import { type Roster, rosterSchema } from '#domain/routing/roster.ts';
import { NO_TURNS, type QueueTurns, queueTurnsSchema } from '#domain/routing/turns.ts';
import { readStored } from './document.ts';
import { pack, unpack } from './packed.ts';
import type { RecentReads } from './recent-reads.ts';
import { ROUTING_STAMP } from './table.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

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
    if (item === undefined) return NO_TURNS;
    return readStored('turn', () => queueTurnsSchema().parse(JSON.parse(unpack(item.attributes))));
  }

  /** Counts the changes to owners, queues and calendars: what was gathered of them before the last is out of date. */
  async stamp(): Promise<number> {
    return this.#recently('stamp', async () => {
      const item = await this.#table.get(ROUTING_STAMP, { consistent: false });
      return Number(item?.attributes['counted'] ?? 0);
    });
  }

  /** Goes with each change of an owner, queue or calendar. */
  stamping(): Write {
    return { count: ROUTING_STAMP, by: 1 };
  }

  /** What was gathered of a queue when the stamp was `stamp`. */
  async roster(queueId: string, stamp: number): Promise<Roster | undefined> {
    return this.#recently(`roster#${queueId}#${stamp}`, async () => {
      const item = await this.#table.get(rosterKey(queueId), { consistent: false });
      const found = item && readStored('roster', () => rosterSchema().parse(JSON.parse(unpack(item.attributes))));
      return found?.stamp === stamp ? found : undefined;
    });
  }

  /** As it was at most a second ago, and not before what this process has changed since. */
  async #recently<T>(name: string, read: () => Promise<T>): Promise<T> {
    const key = this.#table.indexKey(`routing#${name}`);
    const { changes } = this.#recent;
    const known = this.#recent.get(key) as { readonly value: T; readonly changes: number } | undefined; // put there below
    if (known?.changes === changes) return known.value;
    const value = await read();
    if (value !== undefined) this.#recent.remember(key, { value, changes }, changes);
    return value;
  }

  /** Keeps what was gathered. Whoever gathered it last may not know the most; the stamp in it tells. */
  async keepRoster(roster: Roster): Promise<void> {
    await this.#aside.put(rosterKey(roster.queueId), pack(JSON.stringify(roster)));
  }
}

/** Goes with the assignment: it holds only if nobody has had a turn since. */
export function savingTurns(queueId: string, turns: QueueTurns): Write {
  return {
    put: turnsKey(queueId),
    attributes: { version: turns.version, ...pack(JSON.stringify(turns)) },
    ifVersion: turns.version - 1,
  };
}

function turnsKey(queueId: string): ItemKey {
  return { partition: 'queue-turns', sort: queueId };
}

function rosterKey(queueId: string): ItemKey {
  return { partition: 'rosters', sort: queueId };
}
