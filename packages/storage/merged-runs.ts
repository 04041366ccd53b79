/** Something that lies somewhere in an order. */
export interface Placed {
  readonly sort: string;
}

/** Items in the order of their places, which is read on piece by piece. */
export interface Run<T extends Placed> {
  /** About the next `limit` of them; may be fewer, or none, though there are more. */
  read(limit: number): Promise<{ readonly items: readonly T[]; readonly ended: boolean }>;
}

/** How runs are read. */
export interface Merging {
  readonly descending: boolean;
  /** How many items one read asks for. */
  readonly perRead: number;
  /** How many reads there may be at the most, over all runs. */
  readonly maxReads: number;
}

interface Source<T extends Placed> {
  readonly run: Run<T>;
  /** Read, and not given out yet. */
  waiting: T[];
  readToEnd: boolean;
}

/** The items of several runs in one order, that of their places, which no two of them share. */
export class MergedRuns<T extends Placed> {
  readonly #merging: Merging;
  readonly #sources: readonly Source<T>[];
  #readsLeft: number;

  constructor(runs: readonly Run<T>[], merging: Merging) {
    this.#merging = merging;
    this.#sources = runs.map((run) => ({ run, waiting: [], readToEnd: false }));
    this.#readsLeft = merging.maxReads;
  }

  /** Whether it is known that there are no more. */
  get ended(): boolean {
    return this.#sources.every(({ waiting, readToEnd }) => waiting.length === 0 && readToEnd);
  }

  /** The next item. Undefined: there is none, or, unless `ended`, no more reads are allowed. */
  async next(): Promise<T | undefined> {
    for (let dry = this.#dry(); dry.length > 0; dry = this.#dry()) {
      if (dry.length > this.#readsLeft) return undefined;
      this.#readsLeft -= dry.length;
      await Promise.all(dry.map((source) => this.#read(source)));
    }
    return this.#first()?.waiting.shift();
  }

  /** Those that may have more, of which nothing is known. */
  #dry(): readonly Source<T>[] {
    return this.#sources.filter(({ waiting, readToEnd }) => waiting.length === 0 && !readToEnd);
  }

  async #read(source: Source<T>): Promise<void> {
    const { items, ended } = await source.run.read(this.#merging.perRead);
    source.waiting = [...items];
    source.readToEnd = ended;
  }

  #first(): Source<T> | undefined {
    const { descending } = this.#merging;
    return this.#sources.reduce<Source<T> | undefined>((first, source) => {
      const [head] = source.waiting;
      const [best] = first?.waiting ?? [];
      if (head === undefined) return first;
      return best === undefined || head.sort < best.sort !== descending ? source : first;
    }, undefined);
  }
}
