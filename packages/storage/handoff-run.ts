import { publishHandoffEvent } from '#domain/published-event.ts';
import type { Mode } from '#domain/wire.ts';
import type { Item } from './attributes.ts';
import { readStored } from './document.ts';
import {
  ABOVE_ALL,
  COMMIT_PREFIX,
  handoffCommitKey,
  lastSequenceOf,
  readHandoffCommit,
  recordedAtOf,
} from './handoff-commit.ts';
import type { LogBounds, LogItem } from './log-run.ts';
import { inPlace, type LoggedCommit, placeInLog } from './logged-commit.ts';
import type { Run } from './merged-runs.ts';
import type { TenantTable } from './tenant-table.ts';

/** Whose commits are read. */
export interface LogOwner {
  readonly tenantId: string;
  readonly mode: Mode;
}

/**
 * What one handoff's own commits have within bounds on places in the log. They are keyed by sequence and dated in its order,
 * so that the first of them within the bounds is found by halving where it is far off.
 */
export class HandoffRun implements Run<LogItem> {
  readonly #table: TenantTable;
  readonly #owner: LogOwner;
  readonly #handoffId: string;
  readonly #bounds: LogBounds;
  /** The sequence behind which to read on. */
  #after: number;

  constructor(table: TenantTable, owner: LogOwner, handoffId: string, bounds: LogBounds) {
    this.#table = table;
    this.#owner = owner;
    this.#handoffId = handoffId;
    this.#bounds = bounds;
    this.#after = this.#start();
  }

  async read(limit: number): Promise<{ items: readonly LogItem[]; ended: boolean }> {
    const { descending, low, high } = this.#bounds;
    const { items, more } = await this.#commits(this.#after, limit, descending);
    const last = items.at(-1);
    if (last === undefined) return { items: [], ended: true };
    this.#after = lastSequenceOf(last);
    const placed = items.map((item) => ({ sort: this.#placeOf(item), read: () => this.#read(item) }));
    const inside = placed.filter(({ sort }) => sort >= low && sort <= high);
    if (this.#isPast(this.#placeOf(last))) return { items: inside, ended: true };
    if (inside.length > 0 || !more) return { items: inside, ended: !more };
    return (await this.#skip()) ? this.read(limit) : { items: [], ended: true };
  }

  /** The nearer bound may be a place of this very handoff, which says its sequence. */
  #start(): number {
    const { descending, low, high } = this.#bounds;
    const [, id, sequence = ''] = (descending ? high : low).split('#');
    const known = id === this.#handoffId ? Number(sequence) : Number.NaN;
    if (descending) return Number.isNaN(known) ? ABOVE_ALL : known + 1;
    return Number.isNaN(known) ? 0 : known - 1;
  }

  /** Goes on right before the first commit within the bounds. @returns false if there is none */
  async #skip(): Promise<boolean> {
    const { descending, low, high } = this.#bounds;
    if (descending) {
      // all down to here are above the bounds: the lowest of those is what to go down from
      this.#after = await this.#lowest((place) => place > high, 0, this.#after);
      return true;
    }
    const { items } = await this.#commits(ABOVE_ALL, 1, true);
    const [newest] = items;
    if (newest === undefined || this.#placeOf(newest) < low) return false;
    this.#after = (await this.#lowest((place) => place >= low, this.#after, lastSequenceOf(newest))) - 1;
    return true;
  }

  /** The sequence of the lowest commit above `below` that is `wanted`, as that at `found` is, and all above it. */
  async #lowest(wanted: (place: string) => boolean, below: number, found: number): Promise<number> {
    let [low, high, lowest] = [below, found, found];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const { items } = await this.#commits(middle, 1, false);
      const [next] = items;
      if (next !== undefined && !wanted(this.#placeOf(next))) low = lastSequenceOf(next);
      else {
        lowest = next === undefined ? lowest : lastSequenceOf(next);
        high = middle;
      }
    }
    return lowest;
  }

  async #commits(
    after: number,
    limit: number,
    descending: boolean,
  ): Promise<{ items: readonly Item[]; more: boolean }> {
    const { partition, sort } = handoffCommitKey(this.#handoffId, after);
    const range = { prefix: COMMIT_PREFIX, after: sort, limit, descending };
    const { items, next } = await this.#table.query(partition, range);
    return { items, more: next !== undefined };
  }

  #isPast(place: string): boolean {
    return this.#bounds.descending ? place < this.#bounds.low : place > this.#bounds.high;
  }

  #placeOf(item: Item): string {
    return placeInLog(
      readStored('commit', () => recordedAtOf(item.attributes)),
      this.#handoffId,
      lastSequenceOf(item),
    );
  }

  #read(item: Item): LoggedCommit {
    const { tenantId, mode } = this.#owner;
    const { events, bytes } = readStored('commit', () => readHandoffCommit(item.attributes));
    const published = events.map((event) => publishHandoffEvent(event, tenantId, mode));
    const recordedAt = recordedAtOf(item.attributes);
    return { events: inPlace(this.#placeOf(item), recordedAt, published), bytes };
  }
}
