import { BoundedMap } from '#domain/bounded-map.ts';
import { type Directory, directoryKey } from '#storage/metrics-keys.ts';
import type { MetricsStore } from '#storage/metrics-store.ts';

interface Listing {
  readonly generation: number;
  readonly directory: Directory;
  readonly entry: string;
}

/** How many directories a process remembers: of each, what it knows to be listed. */
const CAPACITY = 2_000;

/** Has directories list what they are to list. What is listed once stays so, so it is looked up once by a process. */
export class Listings {
  readonly #known = new BoundedMap<Set<string>>(CAPACITY);

  /** `scope` names the tenant and the mode whose store it is. */
  async ensure(store: MetricsStore, scope: string, listings: readonly Listing[]): Promise<void> {
    const nameOf = ({ generation, directory }: Listing) => `${scope} ${directoryKey(generation, directory).sort}`;
    const unknown = listings.filter((listing) => this.#known.get(nameOf(listing))?.has(listing.entry) !== true);
    const byDirectory = Map.groupBy(unknown, nameOf);
    for (const [name, some] of byDirectory) {
      const [first] = some;
      if (first === undefined) continue;
      const entries = [...new Set(some.map(({ entry }) => entry))];
      await store.list(first.generation, first.directory, entries);
      this.#known.set(name, new Set([...(this.#known.get(name) ?? []), ...entries]));
    }
  }
}
