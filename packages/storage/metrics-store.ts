import * as z from 'zod';
import { type Generations, generationsSchema } from '#domain/metrics/generation.ts';
import { once } from '#domain/once.ts';
import { readDocument, readStored } from './document.ts';
import { type Block, decodeBlock, encodeBlock } from './metrics-codec.ts';
import {
  type BlockRef,
  blockKey,
  type Directory,
  directoryKey,
  generationPrefix,
  generationsKey,
  METRICS_PARTITIONS,
  markKey,
} from './metrics-keys.ts';
import { type Mark, markWrite, readMark, unmarked } from './metrics-marks.ts';
import { pack, unpack } from './packed.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

/** A block as it is stored; version 0 and nothing in it: it is not there yet. */
export interface StoredBlock {
  readonly ref: BlockRef;
  readonly version: number;
  readonly block: Block;
}

/** A handoff that is there, and how far it is counted. */
export interface Measurable {
  /** Sequence of its last event. */
  readonly sequence: number;
  readonly mark: Mark;
}

const entriesSchema = once(() => z.array(z.string()));
/** About what an item's keys and version take up. */
const KEY_BYTES = 150;
const ATTEMPTS = 10;
const PAGE = 200;

/** The figures of a tenant: cells of counters, in items small enough to be written whole with each change. */
export class MetricsStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** Undefined: nothing was ever counted. `consistent: false` costs half and may be a moment old. */
  async generations(options: { readonly consistent: boolean }): Promise<Generations | undefined> {
    const item = await this.#table.get(generationsKey(), options);
    return item && readDocument('generation of figures', generationsSchema(), item);
  }

  /** `false`: somebody else has changed them. */
  async saveGenerations(generations: Generations): Promise<boolean> {
    const { version } = generations;
    return this.#table.putIf(generationsKey(), version - 1, { version, doc: JSON.stringify(generations) });
  }

  /** Those of the handoffs that are there, as they are at this moment. */
  async measurables(handoffIds: readonly string[]): Promise<Measurable[]> {
    if (handoffIds.length === 0) return [];
    const keys = handoffIds.flatMap((id) => [stateKey(id), markKey(id)]);
    const items = await this.#table.getMany(keys, { consistent: true });
    const marks = items.filter(({ sort }) => sort === markKey('').sort).map(readMark);
    const byId = new Map(marks.map((mark) => [mark.handoffId, mark]));
    return items.flatMap(({ sort, attributes }) => {
      if (sort !== stateKey('').sort) return [];
      const id = String(attributes['id']);
      return { sequence: Number(attributes['version']), mark: byId.get(id) ?? unmarked(id) };
    });
  }

  /** In the order of `refs`, no two of which are the same; those that are not there yet are empty. */
  async blocks(refs: readonly BlockRef[], options: { readonly consistent: boolean }): Promise<StoredBlock[]> {
    if (refs.length === 0) return [];
    const keys = refs.map(blockKey);
    const items = await this.#table.getMany(keys, options);
    const bySort = new Map(items.map((item) => [item.sort, item]));
    return refs.map((ref, index) => {
      const item = bySort.get(keys[index]?.sort ?? '');
      if (item === undefined) return { ref, version: 0, block: new Map() };
      const block = readStored('cell of figures', () => decodeBlock(unpack(item.attributes)));
      return { ref, version: Number(item.attributes['version']), block };
    });
  }

  /** Writes all of it over the versions before, or nothing. Each block must be listed by then. */
  async write(marks: readonly Mark[], blocks: readonly StoredBlock[]): Promise<boolean> {
    return this.#table.transact([...marks.map(markWrite), ...blocks.map(blockWrite)]);
  }

  /** What is listed, of each directory in the order of `directories`. */
  async listed(
    generation: number,
    directories: readonly Directory[],
    options: { readonly consistent: boolean },
  ): Promise<(readonly string[])[]> {
    if (directories.length === 0) return [];
    const keys = directories.map((directory) => directoryKey(generation, directory));
    const items = await this.#table.getMany(keys, options);
    const bySort = new Map(items.map((item) => [item.sort, item]));
    return keys.map(({ sort }) => {
      const item = bySort.get(sort);
      return item === undefined ? [] : readEntries(unpack(item.attributes));
    });
  }

  /** Has a directory list `entries` too. What is listed and not there does no harm; what is there must be listed. */
  async list(generation: number, directory: Directory, entries: readonly string[]): Promise<void> {
    const key = directoryKey(generation, directory);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const item = await this.#table.get(key);
      const before = item === undefined ? [] : readEntries(unpack(item.attributes));
      const all = [...new Set([...before, ...entries])].sort();
      if (all.length === before.length) return;
      const version = Number(item?.attributes['version'] ?? 0);
      const attributes = { version: version + 1, ...pack(JSON.stringify(all), KEY_BYTES) };
      if (await this.#table.putIf(key, version, attributes)) return;
    }
    throw new Error(`others kept writing the same directory of figures ${ATTEMPTS} times`);
  }

  /** Removes some items of a generation. @returns whether there may be more */
  async removeSome(generation: number): Promise<boolean> {
    const prefix = generationPrefix(generation);
    for (const partition of METRICS_PARTITIONS) {
      const { items, next } = await this.#table.query(partition, { prefix, limit: PAGE, consistent: true });
      if (items.length === 0) continue;
      await this.#table.removeMany(items.map(({ sort }): ItemKey => ({ partition, sort })));
      return next !== undefined || partition !== METRICS_PARTITIONS.at(-1);
    }
    return false;
  }
}

function blockWrite({ ref, version, block }: StoredBlock): Write {
  return {
    put: blockKey(ref),
    attributes: { version, ...pack(encodeBlock(block), KEY_BYTES) },
    ifVersion: version - 1,
  };
}

function readEntries(json: string): string[] {
  return readStored('directory of figures', () => entriesSchema().parse(JSON.parse(json)));
}

function stateKey(handoffId: string): ItemKey {
  return { partition: `handoff#${handoffId}`, sort: 'state' };
}
