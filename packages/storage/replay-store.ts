import { epochOf } from '#domain/instant.ts';
import { isOpen, type Replay, replaySchema } from '#domain/webhook/replay.ts';
import type { Attributes } from './attributes.ts';
import { readDocument } from './document.ts';
import { dueAttributes } from './due-index.ts';
import { REPLAY_KIND, TABLE_INDEXES } from './table.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const [, , , BY_STATE] = TABLE_INDEXES;

/** How long a replay is kept after its last change. */
const KEPT_SECONDS = 90 * 24 * 3600;

const FIRST_ID = 'rpl_';
const LAST_ID = 'rpl_~';

/**
 * The replays of a tenant's endpoints. A new one is a request in the outbox too: the table's stream gives it to the relay,
 * and the relay to those who work it off.
 */
export class ReplayStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async get(id: string): Promise<Replay | undefined> {
    const item = await this.#table.get(keyOf(id));
    return item && readDocument('replay', replaySchema(), item);
  }

  /** Those of an endpoint, the newest first; `after` is the id of one. */
  async list(
    endpointId: string,
    { limit, after }: { limit: number; after?: string },
  ): Promise<{ data: Replay[]; next?: string }> {
    // the bounds are inclusive, so the one that came last comes again; and one more tells whether there are any
    const range = { low: FIRST_ID, high: after ?? LAST_ID, descending: true, limit: limit + 2 };
    const ids = (await this.#table.queryIndex(BY_STATE, listName(endpointId), range)).filter((id) => id !== after);
    const page = ids.slice(0, limit);
    const items = page.length === 0 ? [] : await this.#table.getMany(page.map(keyOf), { consistent: true });
    const data = items
      .map((item) => readDocument('replay', replaySchema(), item))
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    const last = page.at(-1);
    return { data, ...(ids.length > page.length && last !== undefined ? { next: last } : {}) };
  }

  /** Writes a new replay, unless its endpoint has `most` that are open. */
  async start(replay: Replay, most: number, beside: readonly Write[] = []): Promise<'started' | 'full' | 'contended'> {
    const counting: Write = { count: openKey(replay.endpointId), by: 1, below: most };
    const outcome = await this.#table.attempt([this.#saving(replay), counting, ...beside]);
    if (outcome.written) return 'started';
    return outcome.refused.includes(1) ? 'full' : 'contended';
  }

  /** Keeps a replay whose stored version is the one before, together with `beside`. `false`: it, or one of those, is not. */
  async save(replay: Replay, beside: readonly Write[] = []): Promise<boolean> {
    const counting: Write[] =
      replay.kind === 'replay' && !isOpen(replay) ? [{ count: openKey(replay.endpointId), by: -1 }] : [];
    const others = [...counting, ...beside];
    if (others.length > 0) return this.#table.transact([this.#saving(replay), ...others]);
    return this.#table.putIf(keyOf(replay.id), replay.version - 1, this.#attributes(replay));
  }

  #saving(replay: Replay): Write {
    return { put: keyOf(replay.id), attributes: this.#attributes(replay), ifVersion: replay.version - 1 };
  }

  #attributes(replay: Replay): Attributes {
    return {
      kind: REPLAY_KIND,
      version: replay.version,
      doc: JSON.stringify(replay),
      stateKey: this.#table.indexKey(listName(replay.endpointId)),
      id: replay.id,
      expiresAt: Math.floor(epochOf(replay.updatedAt) / 1000) + KEPT_SECONDS,
      ...(isOpen(replay) ? dueAttributes('replay', replay.id, replay.updatedAt) : {}),
    };
  }
}

function listName(endpointId: string): string {
  return `replays#${endpointId}`;
}

function openKey(endpointId: string): ItemKey {
  return { partition: 'open-replays', sort: endpointId };
}

function keyOf(id: string): ItemKey {
  return { partition: 'replays', sort: id };
}
