import type * as z from 'zod';
import { readDocument } from './document.ts';
import { isParent, removedKey } from './partitions.ts';
import type { RecentReads } from './recent-reads.ts';
import type { Check, ItemKey, TenantTable, Write } from './tenant-table.ts';

/** What every document of a tenant's configuration has. */
export interface Document {
  readonly id: string;
  /** Counts its changes, from 1; an edit succeeds only against the version it was made on. */
  readonly version: number;
}

/** What became of a new document. `full`: there were `present` already. `contended`: others kept writing the same items. */
export type Creation =
  | { readonly result: 'created' | 'contended' }
  | { readonly result: 'full'; readonly present: number };

/** The group that a document belongs to, of those that are counted each by itself. */
type GroupOf<T> = (document: T) => string;

/** How often a write that lost a race about the count is tried. */
const ATTEMPTS = 5;
const PAGE = 1_000;

/** The documents of one kind, such as owners, of one tenant. They live in one partition, in the order of their ids. */
export class DocumentStore<T extends Document> {
  readonly #table: TenantTable;
  readonly #partition: string;
  readonly #schema: () => z.ZodType<T>;
  readonly #recent: RecentReads;
  readonly #groupOf: GroupOf<T> | undefined;

  /** `groupOf`: what a document is counted with; unless it is said, with all of its kind. */
  constructor(
    table: TenantTable,
    partition: string,
    schema: () => z.ZodType<T>,
    recent: RecentReads,
    groupOf?: GroupOf<T>,
  ) {
    this.#table = table;
    this.#partition = partition;
    this.#schema = schema;
    this.#recent = recent;
    this.#groupOf = groupOf;
  }

  async get(id: string): Promise<T | undefined> {
    const item = await this.#table.get({ partition: this.#partition, sort: id });
    return item && readDocument(this.#partition, this.#schema(), item);
  }

  /** Those of `ids` that exist. */
  async getMany(ids: readonly string[], options = { consistent: false }): Promise<T[]> {
    if (ids.length === 0) return [];
    const keys = [...new Set(ids)].map((sort) => ({ partition: this.#partition, sort }));
    const items = await this.#table.getMany(keys, options);
    return items.map((item) => readDocument(this.#partition, this.#schema(), item));
  }

  /** Those of `ids` that exist, as they were at most a second ago. */
  async getRecent(ids: readonly string[], options = { consistent: false }): Promise<T[]> {
    const known = ids.map((id) => this.#recent.get(this.#recentKey(id)) as T | undefined); // put there by this store
    const unknown = ids.filter((_id, index) => known[index] === undefined);
    const { changes } = this.#recent;
    const read = await this.getMany(unknown, options);
    for (const document of read) this.#recent.remember(this.#recentKey(document.id), document, changes);
    return [...known.filter((document) => document !== undefined), ...read];
  }

  /** Those of `ids` that exist, as they are; what was remembered of them is forgotten. */
  async getFresh(ids: readonly string[]): Promise<T[]> {
    const { changes } = this.#recent;
    const read = await this.getMany(ids, { consistent: true });
    for (const document of read) this.#recent.remember(this.#recentKey(document.id), document, changes);
    return read;
  }

  async list(range: { limit: number; after?: string }): Promise<{ data: T[]; next?: string }> {
    const { items, next } = await this.#table.query(this.#partition, { ...range, consistent: true });
    const data = items.map((item) => readDocument(this.#partition, this.#schema(), item));
    return { data, ...(next === undefined ? {} : { next }) };
  }

  /** All of them: for kinds whose number is bounded. A page of the table ends at a megabyte. */
  async all(options: { consistent: boolean }): Promise<T[]> {
    const documents: T[] = [];
    for (let after: string | undefined; ; ) {
      const range = { limit: 1000, ...(after === undefined ? {} : { after }), ...options };
      const { items, next } = await this.#table.query(this.#partition, range);
      documents.push(...items.map((item) => readDocument(this.#partition, this.#schema(), item)));
      if (next === undefined) return documents;
      after = next;
    }
  }

  /** Writes a new document, or one whose stored version is `document.version - 1`. `false`: somebody else was faster. */
  async save(document: T, beside: readonly Write[] = []): Promise<boolean> {
    const saved = await this.#table.transact([this.saving(document), ...beside]);
    if (saved) this.#recent.changed(this.#recentKey(document.id), document);
    return saved;
  }

  /** Writes a new document if fewer than `limit` are there, or are in its group: counted in the same transaction, so also in a crowd. */
  async create(document: T, limit: number, beside: readonly Write[] = []): Promise<Creation> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { written, present } = await this.#counted(document, 1, [this.saving(document), ...beside], limit);
      if (written) {
        this.#recent.changed(this.#recentKey(document.id), document);
        return { result: 'created' };
      }
      if (present !== undefined && present >= limit) return { result: 'full', present };
    }
    return { result: 'contended' };
  }

  /** How many there are, of `group` where groups are counted. One that was never counted is counted now. */
  async count(group?: string): Promise<number> {
    return (await this.#storedCount(group)) ?? (await this.#countAll(group));
  }

  /** The write that `save` makes, to go with others. */
  saving(document: T): Write {
    return {
      put: { partition: this.#partition, sort: document.id },
      attributes: { version: document.version, doc: JSON.stringify(document) },
      ifVersion: document.version - 1,
    };
  }

  /** Holds only if that document is there, and in that version if one is said. To go with other writes. */
  requiring(id: string, version?: number): Check {
    return {
      check: { partition: this.#partition, sort: id },
      ...(version === undefined ? {} : { ifVersion: version }),
    };
  }

  /** Removes it. `false`: it was changed meanwhile, or is gone. */
  async remove(document: T, beside: readonly Write[] = []): Promise<boolean> {
    const key = { partition: this.#partition, sort: document.id };
    const removing = [{ remove: key, ifVersion: document.version }, ...this.#remembering(document.id), ...beside];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { written, present } = await this.#counted(document, -1, removing);
      if (written) this.#recent.changed(this.#recentKey(document.id), undefined);
      if (written || present === undefined) return written;
    }
    return false;
  }

  /** What has partitions of its own is remembered by its name, so that they are found when the tenant goes. */
  #remembering(id: string): Write[] {
    return isParent(this.#partition) ? [{ put: removedKey(this.#partition, id), attributes: {} }] : [];
  }

  /** Writes, and counts in the same transaction. `present` is told if it was the count that stood in the way. */
  async #counted(
    document: T,
    by: 1 | -1,
    writes: readonly Write[],
    below?: number,
  ): Promise<{ readonly written: boolean; readonly present?: number }> {
    const group = this.#groupOf?.(document);
    const count = this.#countKey(group);
    const bound = below === undefined ? {} : { below };
    const outcome = await this.#table.attempt([...writes, { count, by, counted: true, ...bound }]);
    if (outcome.written || !outcome.refused.includes(writes.length)) return { written: outcome.written };
    const stored = await this.#storedCount(group);
    if (stored !== undefined) return { written: false, present: stored };
    // The first change since the kind is counted: whoever else counts at this moment makes the one of us give way.
    const present = await this.#countAll(group);
    if (below !== undefined && present >= below) return { written: false, present };
    const first: Write = { put: count, attributes: { counted: present + by }, ifVersion: 0 };
    const begun = await this.#table.attempt([...writes, first]);
    if (begun.written || !begun.refused.includes(writes.length)) return { written: begun.written };
    return { written: false, present };
  }

  #countKey(group: string | undefined): ItemKey {
    return { partition: 'counts', sort: group === undefined ? this.#partition : `${this.#partition}#${group}` };
  }

  async #storedCount(group: string | undefined): Promise<number | undefined> {
    const item = await this.#table.get(this.#countKey(group));
    return item && Number(item.attributes['counted']);
  }

  async #countAll(group: string | undefined): Promise<number> {
    if (group !== undefined) {
      return (await this.all({ consistent: true })).filter((each) => this.#groupOf?.(each) === group).length;
    }
    let count = 0;
    for (let after: string | undefined; ; ) {
      const range = { limit: PAGE, ...(after === undefined ? {} : { after }), consistent: true };
      const { items, next } = await this.#table.query(this.#partition, range);
      count += items.length;
      if (next === undefined) return count;
      after = next;
    }
  }

  #recentKey(id: string): string {
    return this.#table.indexKey(`${this.#partition}#${id}`);
  }
}
