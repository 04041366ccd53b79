import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  type Put,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { KEPT_SECONDS, type RequestRecord } from '#domain/idempotency.ts';
import { once } from '#domain/once.ts';
import type { Mode } from '#domain/wire.ts';
import { toAttributeValues, toItem, versionCondition } from './attributes.ts';
import { readStored } from './document.ts';
import { guardedClient } from './guarded-client.ts';
import { TABLE_TTL_ATTRIBUTE } from './table.ts';
import { prefixOf, wallsOf } from './walls.ts';

/** The records of a tenant and mode are spread over as many partitions, by the first digit of their names. */
export const IDEMPOTENCY_SHARDS = [...'0123456789abcdef'] as const;

const PARTITION = 'idempotency';

/** The records of calls that belong to no tenant yet: signing up. */
const PLATFORM_PREFIX = 'P#';

/** The names of the partitions of a tenant's records, as `TenantTable` takes them: for whoever removes a tenant. */
export const idempotencyPartitions: readonly string[] = IDEMPOTENCY_SHARDS.map((shard) => `${PARTITION}#${shard}`);

const recordSchema = once(() =>
  z.object({
    status: z.enum(['begun', 'answered', 'cut_off']),
    version: z.int().positive(),
    fingerprint: z.string().min(1),
    at: z.number(),
    sealed: z.instanceof(Uint8Array).optional(),
    undertaken: z.string().optional(),
    tenantId: z.string().optional(),
  }),
);

/** One record that may be there: what is known of the requests that named one key. */
export class IdempotencyEntry {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly #key: Record<string, AttributeValue>;

  constructor(client: DynamoDBClient, tableName: string, key: { readonly pk: string; readonly sk: string }) {
    this.client = client;
    this.tableName = tableName;
    this.#key = { pk: { S: key.pk }, sk: { S: key.sk } };
  }

  async find(): Promise<RequestRecord | undefined> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.tableName, Key: this.#key, ConsistentRead: true }),
    );
    if (item === undefined) return undefined;
    const { sealed, undertaken, tenantId, ...record } = readStored('idempotency record', () =>
      recordSchema().parse(toItem(item).attributes),
    );
    return {
      ...record,
      ...(sealed === undefined ? {} : { sealed }),
      ...(undertaken === undefined ? {} : { undertaken }),
      ...(tenantId === undefined ? {} : { tenantId }),
    };
  }

  /** Writes `record` in place of version `after`; 0 stands for none. */
  put({ sealed, ...record }: RequestRecord, after: number): Put {
    const expiresAt = Math.floor(record.at / 1000) + KEPT_SECONDS;
    const attributes = {
      ...record,
      [TABLE_TTL_ATTRIBUTE]: expiresAt,
      ...(sealed === undefined ? {} : { sealed }),
    };
    return {
      TableName: this.tableName,
      Item: { ...toAttributeValues(attributes), ...this.#key },
      ...versionCondition(after),
    };
  }
}

/** The record of the tenant's key that is named `name`: hexadecimal, and no more than a hash of the key. */
export function tenantEntry(
  client: DynamoDBClient,
  tableName: string,
  { tenantId, mode }: { readonly tenantId: string; readonly mode: Mode },
  name: string,
): IdempotencyEntry {
  // what goes with a record may be of the account too: keys, and the entries of its audit log
  const guarded = guardedClient(client, wallsOf(tableName, tenantId, [mode, 'account']));
  const key = { pk: `${prefixOf(tenantId, mode)}${partitionOf(name)}`, sk: name };
  return new IdempotencyEntry(guarded, tableName, key);
}

/** The same for calls of strangers. */
export function platformEntry(client: DynamoDBClient, tableName: string, name: string): IdempotencyEntry {
  return new IdempotencyEntry(client, tableName, platformKey(name));
}

/** Removes the record of the call of a stranger by which that tenant was opened. One that is of another by now stays. */
export async function forgetPlatformEntry(
  client: DynamoDBClient,
  tableName: string,
  { name, tenantId }: { readonly name: string; readonly tenantId: string },
): Promise<void> {
  const { pk, sk } = platformKey(name);
  const removing = new DeleteItemCommand({
    TableName: tableName,
    Key: { pk: { S: pk }, sk: { S: sk } },
    ConditionExpression: 'tenantId = :tenant',
    ExpressionAttributeValues: { ':tenant': { S: tenantId } },
  });
  try {
    await client.send(removing);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function platformKey(name: string): { readonly pk: string; readonly sk: string } {
  return { pk: `${PLATFORM_PREFIX}${partitionOf(name)}`, sk: name };
}

function partitionOf(name: string): string {
  return `${PARTITION}#${name.slice(0, 1)}`;
}
