import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  type Update,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Attributes, type Item, toAttributeValues, toItem, versionCondition } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import { batchDelete, batchPut } from './batch-write.ts';
import { guardedClient } from './guarded-client.ts';
import { countIndex, type IndexPage, type IndexPartition, type IndexRange, queryIndex } from './index-query.ts';
import type { World } from './partitions.ts';
import { type TABLE_INDEXES, TABLE_TTL_ATTRIBUTE } from './table.ts';
import { type NumberRange, takeNumber } from './take-number.ts';
import { attemptTransaction, type Outcome } from './transaction.ts';
import { prefixOf, wallsOf } from './walls.ts';
import { COUNT, type Condition, conditionOf, MARK } from './write-condition.ts';

/** The indexes that a tenant may be shown; `by-due` spans tenants and is the sweeper's alone. */
type TenantIndex = Exclude<(typeof TABLE_INDEXES)[number], { name: 'by-due' }>;

/** Where an item is, within the walls of one tenant. */
export interface ItemKey {
  readonly partition: string;
  readonly sort: string;
}

/**
 * One write of a transaction. `ifVersion` 0 means: only if the item is not there yet. `count` adds to the number that an
 * item counts, from 0 where there is none, unless it must be `counted` already; with `below` only while it is lower than
 * that. `check` writes nothing: all is written only if that item is there, in that version, or, with `asOf`, as below; it may be
 * one of the tenant's account.
 *
 * `mark` notes on an item the version of what decisions about it rest on, and when the item may go. What is written with
 * `asOf` goes through only while no later version than that is marked; a put so keeps the mark.
 */
export type Write =
  | { readonly put: ItemKey; readonly attributes: Attributes; readonly ifVersion?: number; readonly asOf?: number }
  | { readonly remove: ItemKey; readonly ifVersion?: number }
  | ({ readonly count: ItemKey; readonly by: number } & Pick<Condition, 'below' | 'counted' | 'asOf'>)
  | { readonly check: ItemKey; readonly of?: 'account'; readonly asOf?: number; readonly ifVersion?: number }
  | { readonly mark: ItemKey; readonly version: number; readonly below?: number; readonly expiresAt?: number };

/** A write that is only a condition of others. */
export type Check = Extract<Write, { readonly check: ItemKey }>;

export interface Page {
  readonly items: readonly Item[];
  /** Sort key to go on after, where there is more. */
  readonly next?: string;
}

export interface PartitionRange {
  readonly limit: number;
  readonly descending?: boolean;
  /** Exclusive start: the sort key of the last item seen; it need not exist. */
  readonly after?: string;
  /** Only sort keys that begin with this. */
  readonly prefix?: string;
  /** Inclusive bounds on the sort key, in place of a prefix; `after` lies within them. */
  readonly between?: { readonly low: string; readonly high: string };
  readonly consistent?: boolean;
}

/**
 * The table as one tenant sees it. Callers name partitions without the tenant; the prefix is added here and nowhere
 * else, so code that holds a `TenantTable` cannot spell another tenant's key.
 */
export class TenantTable {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  readonly #prefix: string;
  readonly #accountPrefix: string;

  constructor(client: DynamoDBClient, tableName: string, tenantId: string, world: World) {
    if (!/^ten_[0-9A-Z]{26}$/.test(tenantId)) throw new Error('a tenant table needs a tenant id');
    this.#client = guardedClient(client, wallsOf(tableName, tenantId, [world]));
    this.#tableName = tableName;
    this.#prefix = prefixOf(tenantId, world);
    this.#accountPrefix = prefixOf(tenantId, 'account');
  }

  /** The value of an index's partition attribute: as tenant-bound as a key of the table. */
  indexKey(name: string): string {
    return `${this.#prefix}${name}`;
  }

  async get(key: ItemKey, options: { consistent: boolean } = { consistent: true }): Promise<Item | undefined> {
    const { Item: item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key: this.#key(key), ConsistentRead: options.consistent }),
    );
    return item && toItem(item);
  }

  /** Items in no particular order; keys without an item are left out. */
  async getMany(keys: readonly ItemKey[], options: { consistent: boolean }): Promise<Item[]> {
    const [only, ...others] = keys;
    if (only !== undefined && others.length === 0) {
      const item = await this.get(only, options);
      return item === undefined ? [] : [item];
    }
    const source = { client: this.#client, tableName: this.#tableName, ...options };
    const tableKeys = keys.map((key) => this.#key(key));
    return (await batchGet(source, tableKeys)).map(toItem);
  }

  /** One page of a partition, by sort key. */
  async query(partition: string, range: PartitionRange): Promise<Page> {
    const { after, between } = range;
    if (between !== undefined && between.low > between.high) return { items: [] }; // DynamoDB refuses bounds that hold nothing
    const { condition, values } = sortCondition(range);
    const { Items: items = [], LastEvaluatedKey: last } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        ConsistentRead: range.consistent ?? false,
        KeyConditionExpression: `pk = :p${condition}`,
        ExpressionAttributeValues: { ':p': { S: `${this.#prefix}${partition}` }, ...values },
        ...(after === undefined ? {} : { ExclusiveStartKey: this.#key({ partition, sort: after }) }),
        ScanIndexForward: range.descending !== true,
        Limit: range.limit,
      }),
    );
    const found = items.map(toItem);
    const next = last === undefined ? undefined : found.at(-1)?.sort;
    return { items: found, ...(next === undefined ? {} : { next }) };
  }

  /** The ids of one page of an index partition, in order. */
  async queryIndex(index: TenantIndex, name: string, range: IndexRange): Promise<readonly string[]> {
    return (await this.indexPage(index, name, range)).ids;
  }

  /** The same, and where the page ended. */
  async indexPage(index: TenantIndex, name: string, range: IndexRange): Promise<IndexPage> {
    return queryIndex(this.#indexed(index, name), range);
  }

  /** How many items are in an index partition. It reads them all, and takes as long. */
  async countIndex(index: TenantIndex, name: string): Promise<number> {
    return countIndex(this.#indexed(index, name));
  }

  /** Writes one item, whatever was there before. */
  async put(key: ItemKey, attributes: Attributes): Promise<void> {
    const item = { ...toAttributeValues(attributes), ...this.#key(key) };
    await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item: item }));
  }

  /** Sets an attribute of one item to `value`, unless it is that far already: it never goes back. */
  async raise(key: ItemKey, attribute: string, value: string): Promise<void> {
    const raising = new UpdateItemCommand({
      TableName: this.#tableName,
      Key: this.#key(key),
      UpdateExpression: 'SET #raised = :value',
      ConditionExpression: 'attribute_not_exists(#raised) OR #raised < :value',
      ExpressionAttributeNames: { '#raised': attribute },
      ExpressionAttributeValues: { ':value': { S: value } },
    });
    try {
      await this.#client.send(raising);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** Writes items of different keys, whatever was there before. Where it fails, some of them may be written. */
  async putMany(items: readonly { readonly key: ItemKey; readonly attributes: Attributes }[]): Promise<void> {
    const target = { client: this.#client, tableName: this.#tableName };
    await batchPut(
      target,
      items.map(({ key, attributes }) => ({ ...toAttributeValues(attributes), ...this.#key(key) })),
    );
  }

  /** Removes items of different keys, whether or not they are there. Where it fails, some of them may be gone. */
  async removeMany(keys: readonly ItemKey[]): Promise<void> {
    const target = { client: this.#client, tableName: this.#tableName };
    await batchDelete(
      target,
      keys.map((key) => this.#key(key)),
    );
  }

  /** Writes one item over that version of it; 0: if there is none. `false`: it is another, and stays as it is. */
  async putIf(key: ItemKey, version: number, attributes: Attributes): Promise<boolean> {
    const Item = { ...toAttributeValues(attributes), ...this.#key(key) };
    try {
      await this.#client.send(new PutItemCommand({ TableName: this.#tableName, Item, ...versionCondition(version) }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Takes the next number of the sequence that an item keeps. @returns undefined if all below `range.below` are taken */
  async takeNumber(key: ItemKey, range: NumberRange): Promise<number | undefined> {
    return takeNumber({ client: this.#client, tableName: this.#tableName, key: this.#key(key) }, range);
  }

  /**
   * Writes everything or nothing.
   *
   * @returns whether it was written; `false` if a version was not the expected one, or others kept writing the same items.
   */
  async transact(writes: readonly Write[]): Promise<boolean> {
    return (await this.attempt(writes)).written;
  }

  /** Writes everything or nothing, and says which conditions did not hold: none, if others kept writing the same items. */
  async attempt(writes: readonly Write[]): Promise<Outcome> {
    return attemptTransaction(
      this.#client,
      writes.map((write) => this.#write(write)),
    );
  }

  #indexed(index: TenantIndex, name: string): IndexPartition {
    return { client: this.#client, tableName: this.#tableName, index, key: this.indexKey(name) };
  }

  #count({ count, by, ...condition }: Extract<Write, { count: ItemKey }>): Update {
    return {
      TableName: this.#tableName,
      Key: this.#key(count),
      UpdateExpression: 'ADD #counted :by',
      ...conditionOf(condition, { '#counted': COUNT }, { ':by': by }),
    };
  }

  #mark({ mark, version, below, expiresAt }: Extract<Write, { mark: ItemKey }>): Update {
    const names = { '#mark': MARK, ...(expiresAt === undefined ? {} : { '#expiresAt': TABLE_TTL_ATTRIBUTE }) };
    const values = { ':mark': version, ...(expiresAt === undefined ? {} : { ':expiresAt': expiresAt }) };
    return {
      TableName: this.#tableName,
      Key: this.#key(mark),
      UpdateExpression: `SET #mark = :mark${expiresAt === undefined ? '' : ', #expiresAt = :expiresAt'}`,
      ...conditionOf(below === undefined ? {} : { below }, names, values),
    };
  }

  #key({ partition, sort }: ItemKey, prefix = this.#prefix): Record<string, AttributeValue> {
    return { pk: { S: `${prefix}${partition}` }, sk: { S: sort } };
  }

  #write(write: Write): TransactWriteItem {
    if ('count' in write) return { Update: this.#count(write) };
    if ('mark' in write) return { Update: this.#mark(write) };
    const TableName = this.#tableName;
    if ('check' in write) {
      const { check, of, asOf, ifVersion } = write;
      const there = ifVersion === undefined ? { present: true as const } : { ifVersion };
      const condition = conditionOf(asOf === undefined ? there : { asOf });
      const Key = this.#key(check, of === undefined ? this.#prefix : this.#accountPrefix);
      const { ConditionExpression = '', ...named } = condition;
      return { ConditionCheck: { TableName, Key, ConditionExpression, ...named } };
    }
    const { ifVersion } = write;
    const version = ifVersion === undefined ? {} : { ifVersion };
    if ('remove' in write) return { Delete: { TableName, Key: this.#key(write.remove), ...conditionOf(version) } };
    const { put, attributes, asOf } = write;
    const marked = asOf === undefined ? {} : { asOf };
    const item = toAttributeValues(asOf === undefined ? attributes : { ...attributes, [MARK]: asOf });
    return { Put: { TableName, Item: { ...item, ...this.#key(put) }, ...conditionOf({ ...version, ...marked }) } };
  }
}

function sortCondition({ prefix, between }: PartitionRange) {
  if (between !== undefined) {
    return {
      condition: ' AND sk BETWEEN :low AND :high',
      values: { ':low': { S: between.low }, ':high': { S: between.high } },
    };
  }
  if (prefix === undefined) return { condition: '', values: {} };
  return { condition: ' AND begins_with(sk, :s)', values: { ':s': { S: prefix } } };
}
