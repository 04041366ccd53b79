import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { epochOf } from '#domain/instant.ts';
import { type Deletion, deletionSchema, forgottenAt } from '#domain/tenancy/deletion.ts';
import { toAttributeValues, toItem, versionCondition } from './attributes.ts';
import { readDocument } from './document.ts';
import { guardedClient } from './guarded-client.ts';
import { DELETION_KIND, TABLE_TTL_ATTRIBUTE } from './table.ts';
import { attemptTransaction } from './transaction.ts';
import { prefixOf, wallsOf } from './walls.ts';

/** What a transaction takes. */
const ITEMS_AT_ONCE = 100;
/** So many keys go with the tenant, the caller's own and the note of its deletion in one transaction. */
const KEYS_BESIDE = ITEMS_AT_ONCE - 3;

/** What is to be closed: the tenant and the caller's key as they were read, and the other keys. */
export interface Closing {
  readonly tenantVersion: number;
  readonly caller: { readonly id: string; readonly version: number };
  readonly otherKeyIds: readonly string[];
}

/**
 * The deletion of one tenant. It lives outside of the tenant's own keys, and begins in the transaction that closes the
 * tenant; that it is new is what the table's stream tells the relay.
 */
export class DeletionStore {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;
  readonly #tenantId: string;

  constructor(client: DynamoDBClient, tableName: string, tenantId: string) {
    const walls = wallsOf(tableName, tenantId, ['account']);
    const own = deletionPartition(tenantId);
    this.#client = guardedClient(client, { ...walls, holds: (key) => key === own || walls.holds(key) });
    this.#tableName = tableName;
    this.#tenantId = tenantId;
  }

  async get(): Promise<Deletion | undefined> {
    const { Item: item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#tableName, Key: this.#key, ConsistentRead: true }),
    );
    return item && readDocument('deletion', deletionSchema(), toItem(item));
  }

  /**
   * Closes the tenant for good and notes that all it owns is to go, in one transaction. Of very many keys some are left:
   * they are for `endKeys`. `false`: the tenant or the caller's key was changed at the same time, and nothing is done.
   */
  async begin(deletion: Deletion, { tenantVersion, caller, otherKeyIds }: Closing): Promise<boolean> {
    return this.#transact([
      { Put: { TableName: this.#tableName, Item: this.#item(deletion), ...versionCondition(0) } },
      this.#removing('tenant', this.#tenantId, tenantVersion),
      this.#removing('api-keys', caller.id, caller.version),
      ...otherKeyIds.slice(0, KEYS_BESIDE).map((id) => this.#removing('api-keys', id)),
    ]);
  }

  /** Ends keys of a tenant that is closed: none can be added to them any more. */
  async endKeys(ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += ITEMS_AT_ONCE) {
      await this.#transact(ids.slice(at, at + ITEMS_AT_ONCE).map((id) => this.#removing('api-keys', id)));
    }
  }

  /** Keeps a deletion whose stored version is the one before. `false`: it is another. */
  async save(deletion: Deletion): Promise<boolean> {
    try {
      await this.#client.send(
        new PutItemCommand({
          TableName: this.#tableName,
          Item: this.#item(deletion),
          ...versionCondition(deletion.version - 1),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async #transact(items: TransactWriteItem[]): Promise<boolean> {
    return (await attemptTransaction(this.#client, items)).written;
  }

  #removing(partition: 'tenant' | 'api-keys', id: string, version?: number): TransactWriteItem {
    const Key = { pk: { S: `${prefixOf(this.#tenantId, 'account')}${partition}` }, sk: { S: id } };
    const condition = version === undefined ? {} : versionCondition(version);
    return { Delete: { TableName: this.#tableName, Key, ...condition } };
  }

  #item(deletion: Deletion): Record<string, AttributeValue> {
    const { version, erasedAt } = deletion;
    const expiresAt = erasedAt && Math.ceil(epochOf(forgottenAt(erasedAt)) / 1000);
    const attributes = {
      kind: DELETION_KIND,
      version,
      doc: JSON.stringify(deletion),
      ...(expiresAt === undefined ? {} : { [TABLE_TTL_ATTRIBUTE]: expiresAt }),
    };
    return { ...toAttributeValues(attributes), ...this.#key };
  }

  get #key(): Record<string, AttributeValue> {
    return { pk: { S: deletionPartition(this.#tenantId) }, sk: { S: 'deletion' } };
  }
}

const DELETION_PREFIX = 'P#deletion#';

function deletionPartition(tenantId: string): string {
  return `${DELETION_PREFIX}${tenantId}`;
}

/** The tenant whose deletion is in that partition; undefined for any other partition. */
export function tenantOfDeletion(partitionKey: string): string | undefined {
  return partitionKey.startsWith(DELETION_PREFIX) ? partitionKey.slice(DELETION_PREFIX.length) : undefined;
}
