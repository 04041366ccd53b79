import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#domain/instant.ts';
import { type Mode, modeSchema } from '#domain/wire.ts';
import { deliveryAt } from './delivery-key.ts';

/** The index of what is due is written by every tenant, so that each kind is spread over this many partitions. */
export const DUE_SHARDS = 8;

/** The shard of a handoff: by the last character of its id, which is random. */
export function dueShardOf(handoffId: string): string {
  return `due#${handoffId.charCodeAt(handoffId.length - 1) % DUE_SHARDS}`;
}

/** Beside handoffs: a delivery that waits for its next attempt, and a replay that waits for its next page. */
export type DueKind = 'delivery' | 'replay';

/** The index attributes of something that is to be looked at if nothing has happened by `at`. */
export function dueAttributes(kind: DueKind, id: string, at: Instant): { dueShard: string; nextDeadlineAt: string } {
  return { dueShard: partitionOf(kind, shardOf(id)), nextDeadlineAt: at };
}

/** Ids may end in a number that counts from one, so that all of their characters are taken together. */
function shardOf(id: string): number {
  return [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 65_521, 0) % DUE_SHARDS;
}

function partitionOf(kind: DueKind, shard: number): string {
  return `${kind}-due#${shard}`;
}

interface TenantRef {
  readonly tenantId: string;
  readonly mode: Mode;
}

/** A handoff whose next deadline has passed, as far as the index knows. */
export interface OverdueHandoff extends TenantRef {
  readonly handoffId: string;
  readonly nextDeadlineAt: string;
}

/** A delivery that something should have happened to, as far as the index knows. */
export interface OverdueDelivery extends TenantRef {
  readonly deliveryId: string;
}

/** A replay that should have gone on, as far as the index knows. */
export interface OverdueReplay extends TenantRef {
  readonly replayId: string;
}

/** Where a page of the index ended. */
export type DuePosition = Readonly<Record<string, AttributeValue>>;

export interface DuePage {
  readonly limit: number;
  readonly after?: DuePosition | undefined;
}

export interface Overdue<T> {
  readonly data: readonly T[];
  readonly next?: DuePosition;
}

const HANDOFF = /^T#(ten_[0-9A-Z]{26})#(live|test)#handoff#(hnd_[0-9A-Z]{26})$/;
const DELIVERY = /^T#(ten_[0-9A-Z]{26})#(live|test)#deliveries#(whe_[0-9A-Z]{26})$/;
const REPLAY = /^T#(ten_[0-9A-Z]{26})#(live|test)#replays$/;

interface IndexKey {
  readonly pk: string;
  readonly sk: string;
  readonly nextDeadlineAt: string;
}

/** What is overdue, across tenants. Only the sweeper holds one: its role alone may read the index. */
export class DueIndex {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** One page of a shard's handoffs whose deadline was before `before`, the longest overdue first. */
  async overdue(
    shard: number,
    before: Instant,
    page: DuePage,
  ): Promise<{ readonly handoffs: readonly OverdueHandoff[]; readonly next?: DuePosition }> {
    const { data, next } = await this.#read(`due#${shard}`, before, page, ({ pk, nextDeadlineAt }) => {
      const [, tenantId, mode, handoffId] = HANDOFF.exec(pk) ?? [];
      if (tenantId === undefined || handoffId === undefined) return undefined;
      return { tenantId, mode: modeSchema().parse(mode), handoffId, nextDeadlineAt };
    });
    return { handoffs: data, ...(next === undefined ? {} : { next }) };
  }

  /** One page of a shard's deliveries that should have been attempted before `before`. */
  async overdueDeliveries(shard: number, before: Instant, page: DuePage): Promise<Overdue<OverdueDelivery>> {
    return this.#read(partitionOf('delivery', shard), before, page, ({ pk, sk }) => {
      const [, tenantId, mode, endpointId] = DELIVERY.exec(pk) ?? [];
      if (tenantId === undefined || endpointId === undefined) return undefined;
      return { tenantId, mode: modeSchema().parse(mode), deliveryId: deliveryAt(endpointId, sk) };
    });
  }

  /** One page of a shard's replays that have not gone on since `before`. */
  async overdueReplays(shard: number, before: Instant, page: DuePage): Promise<Overdue<OverdueReplay>> {
    return this.#read(partitionOf('replay', shard), before, page, ({ pk, sk }) => {
      const [, tenantId, mode] = REPLAY.exec(pk) ?? [];
      return tenantId === undefined ? undefined : { tenantId, mode: modeSchema().parse(mode), replayId: sk };
    });
  }

  async #read<T>(
    partition: string,
    before: Instant,
    { limit, after }: DuePage,
    read: (key: IndexKey) => T | undefined,
  ): Promise<Overdue<T>> {
    const { Items: items = [], LastEvaluatedKey: next } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: 'by-due',
        KeyConditionExpression: 'dueShard = :shard AND nextDeadlineAt < :before',
        ExpressionAttributeValues: { ':shard': { S: partition }, ':before': { S: before } },
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    const data = items.flatMap(({ pk, sk, nextDeadlineAt }) => {
      const found = read({ pk: pk?.S ?? '', sk: sk?.S ?? '', nextDeadlineAt: nextDeadlineAt?.S ?? '' });
      return found === undefined ? [] : [found];
    });
    return { data, ...(next === undefined ? {} : { next }) };
  }
}
