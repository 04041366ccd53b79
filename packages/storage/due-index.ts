import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#domain/instant.ts';
import { type Mode, modeSchema } from '#domain/wire.ts';

/** The index of open deadlines is written by every tenant, so it is spread over this many partitions. */
export const DUE_SHARDS = 8;

/** The shard of a handoff: by the last character of its id, which is random. */
export function dueShardOf(handoffId: string): string {
  return `due#${handoffId.charCodeAt(handoffId.length - 1) % DUE_SHARDS}`;
}

/** A handoff whose next deadline has passed, as far as the index knows. */
export interface OverdueHandoff {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly handoffId: string;
  readonly nextDeadlineAt: string;
}

/** Where a page of the index ended. */
export type DuePosition = Readonly<Record<string, AttributeValue>>;

const KEY_PATTERN = /^T#(ten_[0-9A-Z]{26})#(live|test)#handoff#(hnd_[0-9A-Z]{26})$/;

/** Open deadlines across tenants. Only the sweeper holds one: its role alone may read the index. */
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
    { limit, after }: { readonly limit: number; readonly after?: DuePosition | undefined },
  ): Promise<{ readonly handoffs: readonly OverdueHandoff[]; readonly next?: DuePosition }> {
    const { Items: items = [], LastEvaluatedKey: next } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: 'by-due',
        KeyConditionExpression: 'dueShard = :shard AND nextDeadlineAt < :before',
        ExpressionAttributeValues: { ':shard': { S: `due#${shard}` }, ':before': { S: before } },
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    );
    const handoffs = items.flatMap(({ pk, nextDeadlineAt }) => {
      const [, tenantId, mode, handoffId] = KEY_PATTERN.exec(pk?.S ?? '') ?? [];
      return tenantId === undefined || handoffId === undefined
        ? []
        : [{ tenantId, mode: modeSchema().parse(mode), handoffId, nextDeadlineAt: nextDeadlineAt?.S ?? '' }];
    });
    return { handoffs, ...(next === undefined ? {} : { next }) };
  }
}
