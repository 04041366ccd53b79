import type * as z from 'zod';
import { readDocument } from './document.ts';
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
  readonly #schema: z.ZodType<T>;

  constructor(table: TenantTable, partition: string, schema: z.ZodType<T>) {
    this.#table = table;
    this.#partition = partition;
    this.#schema = schema;
  }

  async get(id: string): Promise<T | undefined> {
    const item = await this.#table.get({ partition: this.#partition, sort: id });
    return item && readDocument(this.#partition, this.#schema, item);
  }

  /** Those of `ids` that exist. */
  async getMany(ids: readonly string[], options = { consistent: false }): Promise<T[]> {
    if (ids.length === 0) return [];
    const keys = [...new Set(ids)].map((sort) => ({ partition: this.#partition, sort }));
    const items = await this.#table.getMany(keys, options);
    return items.map((item) => readDocument(this.#partition, this.#schema, item));
  }

  async list(range: { limit: number; after?: string }): Promise<{ data: T[]; next?: string }> {
    const { items, next } = await this.#table.query(this.#partition, { ...range, consistent: true });
    const data = items.map((item) => readDocument(this.#partition, this.#schema, item));
    return { data, ...(next === undefined ? {} : { next }) };
  }

  /** All of them: for kinds whose number is bounded. */
  async all(options: { consistent: boolean }): Promise<T[]> {
    const { items } = await this.#table.query(this.#partition, { limit: 1000, ...options });
    return items.map((item) => readDocument(this.#partition, this.#schema, item));
  }

  /** Writes a new document, or one whose stored version is `document.version - 1`. `false`: somebody else was faster. */
  async save(document: T, beside: readonly Write[] = []): Promise<boolean> {
    return this.#table.transact([this.saving(document), ...beside]);
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
    return this.#table.transact([{ remove: key, ifVersion: document.version }, ...beside]);
  }
}
