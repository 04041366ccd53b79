import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Mode } from '#domain/wire.ts';
import type { Item } from './attributes.ts';
import { ALL_HANDOFFS } from './handoff-lists.ts';
import { type ParentKind, removedKey, type World } from './partitions.ts';
import { TABLE_INDEXES } from './table.ts';
import { type ItemKey, TenantTable } from './tenant-table.ts';

const [, , , BY_STATE, BY_TENANT] = TABLE_INDEXES;
/** In the place of a handoff's state, so that the rest of it is found. */
const STUB = 'erasing';
/** Below and above every id. */
const FIRST = '0';
const LAST = '~';

/** Some of the ids of a list, in order. */
export interface IdPage {
  readonly limit: number;
  /** The id behind which to go on. */
  readonly after?: string | undefined;
}

/** All that a tenant has, as partitions and items, for whoever takes it away. */
export class Remains {
  readonly #tables: Readonly<Record<World, TenantTable>>;

  constructor(client: DynamoDBClient, tableName: string, tenantId: string) {
    const tableOf = (world: World) => new TenantTable(client, tableName, tenantId, world);
    this.#tables = { live: tableOf('live'), test: tableOf('test'), account: tableOf('account') };
  }

  /** The first items of a partition. */
  async first(world: World, partition: string, limit: number): Promise<readonly Item[]> {
    return (await this.#tables[world].query(partition, { limit, consistent: true })).items;
  }

  async remove(world: World, keys: readonly ItemKey[]): Promise<void> {
    await this.#tables[world].removeMany(keys);
  }

  /** Handoffs whose state is there, as far as the index knows. */
  async handoffs(mode: Mode, page: IdPage): Promise<readonly string[]> {
    return this.#listed(mode, BY_TENANT, ALL_HANDOFFS, page);
  }

  /** Handoffs whose state was taken away, and whose other items may be there. */
  async stubs(mode: Mode, page: IdPage): Promise<readonly string[]> {
    return this.#listed(mode, BY_STATE, STUB, page);
  }

  /** Takes the states of handoffs away: from then on nothing happens to them, and nothing is armed for them. */
  async stub(mode: Mode, handoffIds: readonly string[]): Promise<void> {
    const table = this.#tables[mode];
    const stateKey = table.indexKey(STUB);
    await table.putMany(handoffIds.map((id) => ({ key: stubKey(id), attributes: { id, stateKey } })));
    await table.removeMany(handoffIds.map((id) => ({ partition: partitionOf(id), sort: 'state' })));
  }

  /** Removes documents, and notes which there were: their partitions are found by that. */
  async retire(mode: Mode, parent: ParentKind, ids: readonly string[]): Promise<void> {
    const table = this.#tables[mode];
    await table.putMany(ids.map((id) => ({ key: removedKey(parent, id), attributes: {} })));
    await table.removeMany(ids.map((id) => ({ partition: parent, sort: id })));
  }

  /** The first of those that were removed before. */
  async retired(mode: Mode, parent: ParentKind, limit: number): Promise<readonly string[]> {
    const { items } = await this.#tables[mode].query('removed', { prefix: `${parent}#`, limit, consistent: true });
    return items.map(({ sort }) => sort.slice(parent.length + 1));
  }

  async #listed(
    mode: Mode,
    index: typeof BY_STATE | typeof BY_TENANT,
    name: string,
    { limit, after }: IdPage,
  ): Promise<readonly string[]> {
    const low = after === undefined ? FIRST : `${after}${LAST}`;
    return this.#tables[mode].queryIndex(index, name, { limit, low, high: LAST });
  }
}

/** Which item of a handoff's partition is what was left in the place of its state. */
export function stubKey(handoffId: string): ItemKey {
  return { partition: partitionOf(handoffId), sort: STUB };
}

function partitionOf(handoffId: string): string {
  return `handoff#${handoffId}`;
}
