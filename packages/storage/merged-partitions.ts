import type { Item } from './attributes.ts';
import type { TenantTable } from './tenant-table.ts';

/** What is read of each partition, and in which pieces. */
export interface MergedRange {
  /** Inclusive bounds on the sort key. */
  readonly between: { readonly low: string; readonly high: string };
  readonly descending: boolean;
  /** How many items one read asks for. */
  readonly perRead: number;
  /** How many reads of the table there may be at the most, over all partitions. */
  readonly maxReads: number;
}

interface Source {
  readonly partition: string;
  /** Read, and not given out yet. */
  waiting: Item[];
  /** Where to read on; absent before the first read. */
  after?: string;
  readToEnd: boolean;
}

/** The items of several partitions in one order, that of their sort keys, which no two of them share. */
export class MergedPartitions {
  readonly #table: TenantTable;
  readonly #range: MergedRange;
  readonly #sources: readonly Source[];
  #readsLeft: number;

  constructor(table: TenantTable, partitions: readonly string[], range: MergedRange) {
    this.#table = table;
    this.#range = range;
    this.#sources = partitions.map((partition) => ({ partition, waiting: [], readToEnd: false }));
    this.#readsLeft = range.maxReads;
  }

  /** Whether it is known that there are no more. */
  get ended(): boolean {
    return this.#sources.every(({ waiting, readToEnd }) => waiting.length === 0 && readToEnd);
  }

  /** The next item. Undefined: there is none, or, unless `ended`, no more reads are allowed. */
  async next(): Promise<Item | undefined> {
    for (let dry = this.#dry(); dry.length > 0; dry = this.#dry()) {
      if (dry.length > this.#readsLeft) return undefined;
      this.#readsLeft -= dry.length;
      await Promise.all(dry.map((source) => this.#read(source)));
    }
    return this.#first()?.waiting.shift();
  }

  /** Those that may have more, of which nothing is known. */
  #dry(): readonly Source[] {
    return this.#sources.filter(({ waiting, readToEnd }) => waiting.length === 0 && !readToEnd);
  }

  async #read(source: Source): Promise<void> {
    const { between, descending, perRead: limit } = this.#range;
    const after = source.after === undefined ? {} : { after: source.after };
    const { items, next } = await this.#table.query(source.partition, { between, descending, limit, ...after });
    source.waiting = [...items];
    if (next === undefined) source.readToEnd = true;
    else source.after = next;
  }

  #first(): Source | undefined {
    const { descending } = this.#range;
    return this.#sources.reduce<Source | undefined>((first, source) => {
      const [head] = source.waiting;
      const [best] = first?.waiting ?? [];
      if (head === undefined) return first;
      return best === undefined || head.sort < best.sort !== descending ? source : first;
    }, undefined);
  }
}
