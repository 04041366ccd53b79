import type { Item } from './attributes.ts';
import type { ParentKind } from './partitions.ts';
import type { TenantTable } from './tenant-table.ts';

export interface ReaderRange {
  readonly limit: number;
  /** The sort key behind which to go on. */
  readonly after?: string | undefined;
  readonly prefix?: string;
}

/** Whole partitions, item by item in the order of their sort keys: for whoever takes all of it, and not for lists. */
export class PartitionReader {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async items(partition: string, { limit, after, prefix }: ReaderRange): Promise<readonly Item[]> {
    const range = {
      ...(after === undefined ? {} : { after }),
      ...(prefix === undefined ? {} : { prefix }),
    };
    return (await this.#table.query(partition, { ...range, limit, consistent: true })).items;
  }

  /** Ids of what was removed, of which partitions may be left. */
  async removed(parent: ParentKind, { limit, after }: ReaderRange): Promise<readonly string[]> {
    const prefix = `${parent}#`;
    const items = await this.items('removed', {
      limit,
      prefix,
      ...(after === undefined ? {} : { after: `${prefix}${after}` }),
    });
    return items.map(({ sort }) => sort.slice(prefix.length));
  }
}
