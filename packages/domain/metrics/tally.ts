import { type Cell, nameOfCell } from './cell.ts';
import { addCounters, type Counters, isNothing, NO_COUNTERS, subtractCounters } from './counters.ts';

export interface TallyEntry {
  readonly cell: Cell;
  readonly counters: Counters;
}

/** What is counted, cell by cell, by the names of the cells. No cell is kept in which nothing is. */
export type Tally = ReadonlyMap<string, TallyEntry>;

export const EMPTY_TALLY: Tally = new Map<string, TallyEntry>();

export function addTallies(a: Tally, b: Tally): Tally {
  return merge(a, b, addCounters);
}

/** What has to be added to `b` to get `a`. */
export function subtractTallies(a: Tally, b: Tally): Tally {
  return merge(a, b, subtractCounters);
}

function merge(a: Tally, b: Tally, combine: (a: Counters, b: Counters) => Counters): Tally {
  const merged = new Map(a);
  for (const [name, { cell, counters }] of b) put(merged, name, cell, combine(countersAt(merged, name), counters));
  return merged;
}

function countersAt(tally: Tally, name: string): Counters {
  return tally.get(name)?.counters ?? NO_COUNTERS;
}

function put(tally: Map<string, TallyEntry>, name: string, cell: Cell, counters: Counters): void {
  if (isNothing(counters)) tally.delete(name);
  else tally.set(name, { cell, counters });
}

/** Gathers a tally bit by bit. */
export class TallySheet {
  readonly #entries = new Map<string, TallyEntry>();

  add(cell: Cell, counters: Counters): void {
    const name = nameOfCell(cell);
    put(this.#entries, name, cell, addCounters(countersAt(this.#entries, name), counters));
  }

  get tally(): Tally {
    return this.#entries;
  }
}
