import type * as z from 'zod';
import { readDocument } from './document.ts';
import type { RecentReads } from './recent-reads.ts';
import type { TenantTable, Write } from './tenant-table.ts';

/** What every document of a tenant's configuration has. */
export interface Document {
  readonly id: string;
  /** Counts its changes, from 1; an edit succeeds only against the version it was made on. */
  readonly version: number;
}

/** The documents of one kind, such as owners, of one tenant. They live in one partition, in the order of their ids. */
export class DocumentStore<T extends Document> {
  readonly #table: TenantTable;
  readonly #partition: string;
  readonly #schema: () => z.ZodType<T>;
  readonly #recent: RecentReads;

  constructor(table: TenantTable, partition: string, schema: () => z.ZodType<T>, recent: RecentReads) {
    this.#table = table;
    this.#partition = partition;
    this.#schema = schema;
    this.#recent = recent;
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

  /** The write that `save` makes, to go with others. */
  saving(document: T): Write {
    return {
      put: { partition: this.#partition, sort: document.id },
      attributes: { version: document.version, doc: JSON.stringify(document) },
      ifVersion: document.version - 1,
    };
  }

  /** Removes it. `false`: it was changed meanwhile, or is gone. */
  async remove(document: T, beside: readonly Write[] = []): Promise<boolean> {
    const key = { partition: this.#partition, sort: document.id };
    const removed = await this.#table.transact([{ remove: key, ifVersion: document.version }, ...beside]);
    if (removed) this.#recent.changed(this.#recentKey(document.id), undefined);
    return removed;
  }

  #recentKey(id: string): string {
    return this.#table.indexKey(`${this.#partition}#${id}`);
  }
}
