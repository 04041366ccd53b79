import { BoundedMap } from '#domain/bounded-map.ts';

/** How long a process may go by what it has read: the most that a change made elsewhere is noticed late by. */
export const RECENT_MS = 1_000;
const CAPACITY = 5_000;

interface Read {
  readonly value: unknown;
  readonly until: number;
}

/**
 * Documents that this process read a moment ago, for the few that every submission needs: the contract's head and the
 * owners it may go to. A change made by this process takes hold at once, one made elsewhere within a second.
 */
export class RecentReads {
  readonly #now: () => number;
  readonly #reads = new BoundedMap<Read>(CAPACITY);
  #changes = 0;

  /** `now` in milliseconds, on a clock that only goes forward. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts the changes made by this process; to be taken before a read whose result is to be remembered. */
  get changes(): number {
    return this.#changes;
  }

  get(key: string): unknown {
    const read = this.#reads.get(key);
    if (read === undefined) return undefined;
    if (this.#now() < read.until) return read.value;
    this.#reads.delete(key);
    return undefined;
  }

  /**
   * Remembers what was read, for a second, or for `ms` where it cannot become untrue. Ignored if something was changed
   * since: the read may be the older of the two.
   */
  remember(key: string, value: unknown, changesBefore: number, ms = RECENT_MS): void {
    if (changesBefore === this.#changes) this.#keep(key, value, ms);
  }

  /** Notes a change that this process made; `value` is undefined if the document is gone. */
  changed(key: string, value: unknown): void {
    this.#changes++;
    if (value === undefined) this.#reads.delete(key);
    else this.#keep(key, value, RECENT_MS);
  }

  #keep(key: string, value: unknown, ms: number): void {
    this.#reads.set(key, { value, until: this.#now() + ms });
  }
}
