import { DescribeStreamCommand, type DynamoDBStreamsClient, type Shard } from '@aws-sdk/client-dynamodb-streams';
import { describeError, type Log } from '../log.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { DiscardedBatch, RetryPolicy } from './settle-batch.ts';
import { type RunningShard, type ShardSource, startShard } from './shard.ts';
import type { StreamRecord } from './stream-record.ts';

/** An event source mapping from a table's stream to a function, in Lambda's terms. Reads from TRIM_HORIZON. */
export interface StreamMapping extends RetryPolicy {
  /** Names the checkpoints; stable over restarts. */
  readonly id: string;
  readonly streamArn: string;
  readonly region: string;
  /** Name of the table's partition key. */
  readonly partitionKey: string;
  readonly batchSize: number;
  /** Milliseconds to wait for a batch to fill; 0 hands over at once what there is. */
  readonly batchingWindowMs: number;
  /** Batches of one shard that may run at once, 1 to 10; the order of each partition key is kept. */
  readonly parallelizationFactor: number;
  readonly reportBatchItemFailures: boolean;
  /** Which records the function wants; the others count as dealt with. */
  matches(record: StreamRecord): boolean;
}

export interface StreamMappingPorts {
  readonly streams: DynamoDBStreamsClient;
  readonly checkpoints: Checkpoints;
  readonly log: Log;
  /** Runs the function on `{Records}`. Rejects when the function fails. */
  invoke(event: { readonly Records: readonly unknown[] }): Promise<unknown>;
  /** The on-failure destination. Must not reject; records it cannot take are lost, as on AWS. */
  onDiscard(batch: DiscardedBatch & { readonly shardId: string }): Promise<void>;
  now(): number;
  /** True when something may have been written since it was last asked: saves idle reads. Optional. */
  changed?(): boolean;
}

export interface RunningMapping {
  /** Takes no further work and waits for what is running. */
  close(): Promise<void>;
}

const SHARD_LIST_MS = 30_000;
const NO_SHARD_MS = 250;

/** Starts the mapping: each open shard is read by itself, a child shard after its parent. */
export function startStreamMapping(mapping: StreamMapping, ports: StreamMappingPorts): RunningMapping {
  const shards = new Map<string, RunningShard>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const ended = (shardId: string): boolean =>
    ports.checkpoints.read(mapping.id, mapping.streamArn, shardId)?.ended === true;
  const begin = (listed: readonly Shard[]): void => {
    const ids = new Set(listed.map((shard) => shard.ShardId));
    for (const { ShardId: shardId, ParentShardId: parent } of listed) {
      if (shardId === undefined || shards.has(shardId) || ended(shardId)) continue;
      const parentIsDone = parent === undefined || !ids.has(parent) || ended(parent); // one not listed was trimmed
      if (parentIsDone) shards.set(shardId, startShard(sourceOf(shardId), mapping, ports, stop.signal));
    }
  };
  const refresh = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      const listed = await listShards(ports.streams, mapping.streamArn);
      if (!stop.signal.aborted) begin(listed);
    } catch (error) {
      ports.log('stream not listed', { stream: mapping.streamArn, reason: describeError(error) });
    }
    if (!stop.signal.aborted) timer = setTimeout(() => void refresh(), shards.size === 0 ? NO_SHARD_MS : SHARD_LIST_MS);
  };
  const sourceOf = (shardId: string): ShardSource => ({
    shardId,
    ended() {
      shards.delete(shardId);
      void refresh(); // its children may be read now
    },
  });

  const first = refresh();
  return {
    async close() {
      stop.abort();
      clearTimeout(timer);
      await first;
      await Promise.all([...shards.values()].map((shard) => shard.finished));
    },
  };
}

async function listShards(streams: DynamoDBStreamsClient, streamArn: string): Promise<readonly Shard[]> {
  const shards: Shard[] = [];
  let after: string | undefined;
  do {
    const { StreamDescription: page } = await streams.send(
      new DescribeStreamCommand({
        StreamArn: streamArn,
        ...(after === undefined ? {} : { ExclusiveStartShardId: after }),
      }),
    );
    shards.push(...(page?.Shards ?? []));
    after = page?.LastEvaluatedShardId;
  } while (after !== undefined);
  return shards;
}
