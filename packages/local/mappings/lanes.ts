import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../log.ts';
import { type BatchOutcome, readBatchResponse } from './batch-response.ts';
import { type BatchSteps, settleBatch } from './settle-batch.ts';
import type { StreamMapping, StreamMappingPorts } from './stream-mapping.ts';
import type { StreamRecord } from './stream-record.ts';

/** The parallel workers of a shard. Records of one order key always go to the same one, which keeps their order. */
export interface Lanes {
  add(records: readonly StreamRecord[]): void;
  /** Resolves when few enough records wait that reading on is worth it. */
  roomFor(count: number): Promise<void>;
  /** Resolves when nothing waits and nothing runs, or after a stop. */
  drained(): Promise<void>;
  /** Resolves when nothing runs any more; only after a stop. */
  stopped(): Promise<void>;
}

const RETRY_BASE_MS = 100;
const RETRY_LIMIT_MS = 10_000;

export function startLanes(
  shardId: string,
  mapping: StreamMapping,
  ports: StreamMappingPorts,
  handled: (records: readonly StreamRecord[]) => void,
  stop: AbortSignal,
): Lanes {
  const changes = new EventTarget();
  const announce = (): void => void changes.dispatchEvent(new Event('change'));
  stop.addEventListener('abort', announce, { once: true });
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => changes.addEventListener('change', resolve, { once: true }));
  };
  const steps = batchSteps(shardId, mapping, ports, handled, stop);
  const lanes = Array.from({ length: mapping.parallelizationFactor }, () => ({
    waiting: [] as StreamRecord[],
    running: false,
  }));

  const work = async (lane: (typeof lanes)[number]): Promise<void> => {
    lane.running = true;
    while (lane.waiting.length > 0 && !stop.aborted) {
      if (mapping.batchingWindowMs > 0) {
        const full = until(() => stop.aborted || lane.waiting.length >= mapping.batchSize);
        await Promise.race([full, delay(mapping.batchingWindowMs, undefined, { signal: stop }).catch(() => undefined)]);
        if (stop.aborted) break;
      }
      const batch = lane.waiting.splice(0, mapping.batchSize);
      announce();
      // Rejects only by a stop; what is then left open is read again from the checkpoint.
      await settleBatch(batch, mapping, steps).catch((error: unknown) => {
        if (!stop.aborted) ports.log('batch abandoned', { shard: shardId, reason: describeError(error) });
      });
    }
    lane.running = false;
    announce();
  };

  return {
    add(records) {
      for (const record of records) lanes[laneOf(record.orderKey, lanes.length)]?.waiting.push(record);
      announce(); // a lane may be waiting for its batch to fill
      for (const lane of lanes) if (!lane.running && lane.waiting.length > 0) void work(lane);
    },
    roomFor: (count) => until(() => stop.aborted || lanes.every((lane) => lane.waiting.length <= count)),
    drained: () => until(() => stop.aborted || lanes.every((lane) => !lane.running && lane.waiting.length === 0)),
    stopped: () => until(() => lanes.every((lane) => !lane.running)),
  };
}

function batchSteps(
  shardId: string,
  mapping: StreamMapping,
  ports: StreamMappingPorts,
  handled: (records: readonly StreamRecord[]) => void,
  stop: AbortSignal,
): BatchSteps {
  return {
    handled,
    now: ports.now,
    async invoke(records): Promise<BatchOutcome> {
      stop.throwIfAborted();
      try {
        const answer = await ports.invoke({ Records: records.map((record) => record.event) });
        if (!mapping.reportBatchItemFailures) return { kind: 'done' };
        return readBatchResponse(answer, new Set(records.map((record) => record.sequenceNumber)));
      } catch (error) {
        return { kind: 'failed', reason: describeError(error) };
      }
    },
    async discard(batch) {
      ports.log('stream records given up', { shard: shardId, count: batch.records.length, why: batch.condition });
      await ports.onDiscard({ ...batch, shardId });
    },
    async pause(retry) {
      await delay(Math.min(RETRY_BASE_MS * 2 ** (retry - 1), RETRY_LIMIT_MS), undefined, { signal: stop });
    },
  };
}

/** A stable spread of keys over lanes (FNV-1a). */
function laneOf(key: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % lanes;
}
