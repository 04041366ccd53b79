import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../log.ts';
import { type Lanes, startLanes } from './lanes.ts';
import { trackProgress } from './progress.ts';
import { openShardReader } from './shard-reader.ts';
import type { StreamMapping, StreamMappingPorts } from './stream-mapping.ts';
import type { StreamRecord } from './stream-record.ts';

export interface ShardSource {
  readonly shardId: string;
  /** Called once when the shard is closed and dealt with to its end. */
  ended(): void;
}

export interface RunningShard {
  /** Settles when the shard has ended, or after a stop when its running batches are done. Never rejects. */
  readonly finished: Promise<void>;
}

const BUSY_FOR_MS = 2_000;
const BUSY_POLL_MS = 10;
const IDLE_POLL_MS = 60;
/** With a hint of changes the stream itself is read this often at the least, in case the hint is wrong. */
const UNHINTED_POLL_MS = 1_000;
const ERROR_PAUSE_MS = 500;

/** Reads one shard from its checkpoint on, hands its records to the function, and keeps the checkpoint. */
export function startShard(
  source: ShardSource,
  mapping: StreamMapping,
  ports: StreamMappingPorts,
  stop: AbortSignal,
): RunningShard {
  return { finished: run(source, mapping, ports, stop) };
}

async function run(
  { shardId, ended }: ShardSource,
  mapping: StreamMapping,
  ports: StreamMappingPorts,
  stop: AbortSignal,
): Promise<void> {
  const { checkpoints, log } = ports;
  const progress = trackProgress();
  const save = (isEnd: boolean): void => {
    const sequenceNumber =
      progress.reached() ?? checkpoints.read(mapping.id, mapping.streamArn, shardId)?.sequenceNumber;
    if (sequenceNumber !== undefined || isEnd) {
      checkpoints.save(mapping.id, mapping.streamArn, shardId, { sequenceNumber, ended: isEnd });
    }
  };
  const close = (records: readonly StreamRecord[]): void => {
    progress.closed(records.map((record) => record.sequenceNumber));
    save(false);
  };
  const lanes = startLanes(shardId, mapping, ports, close, stop);
  const reader = openShardReader(shardId, mapping, ports);
  const rest = restBetweenReads(ports);
  while (!stop.aborted) {
    try {
      const { records, closed } = await reader.next();
      if (stop.aborted) break;
      take(records, mapping, progress.opened, close, lanes);
      if (closed) {
        await lanes.drained();
        if (stop.aborted) break;
        save(true);
        ended();
        break;
      }
      if (records.length === 0) await rest.idle(stop);
      else rest.busy();
      await lanes.roomFor(mapping.batchSize);
    } catch (error) {
      if (stop.aborted) break;
      log('stream not read', { shard: shardId, reason: describeError(error) });
      await delay(ERROR_PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
  await lanes.stopped();
}

/** Splits a page into what the function wants and what is dealt with already. */
function take(
  records: readonly StreamRecord[],
  mapping: StreamMapping,
  open: (sequenceNumbers: readonly string[]) => void,
  close: (records: readonly StreamRecord[]) => void,
  lanes: Lanes,
): void {
  if (records.length === 0) return;
  open(records.map((record) => record.sequenceNumber));
  const { wanted = [], unwanted = [] } = Object.groupBy(records, (record) =>
    mapping.matches(record) ? 'wanted' : 'unwanted',
  );
  if (unwanted.length > 0) close(unwanted);
  lanes.add(wanted);
}

/** Reads often while records come and seldom while none do. */
function restBetweenReads(ports: StreamMappingPorts) {
  let busyUntil = 0;
  const pause = (stop: AbortSignal, milliseconds: number): Promise<void> =>
    delay(milliseconds, undefined, { signal: stop }).catch(() => undefined);
  return {
    busy() {
      busyUntil = performance.now() + BUSY_FOR_MS;
    },
    async idle(stop: AbortSignal): Promise<void> {
      const { changed } = ports;
      if (changed === undefined) {
        await pause(stop, performance.now() < busyUntil ? BUSY_POLL_MS : IDLE_POLL_MS);
        return;
      }
      const until = performance.now() + UNHINTED_POLL_MS;
      do {
        await pause(stop, BUSY_POLL_MS);
      } while (!stop.aborted && performance.now() < until && !changed());
    },
  };
}
