import { describe, expect, test } from 'vitest';
import { startLanes } from '#local/mappings/lanes.ts';
import type { StreamMapping, StreamMappingPorts } from '#local/mappings/stream-mapping.ts';
import type { StreamRecord } from '#local/mappings/stream-record.ts';

function mapping(overrides: Partial<StreamMapping>): StreamMapping {
  return {
    id: 'relay',
    streamArn: 'arn',
    region: 'us-east-1',
    partitionKey: 'pk',
    batchSize: 10,
    batchingWindowMs: 0,
    parallelizationFactor: 4,
    bisectOnError: false,
    reportBatchItemFailures: true,
    maximumRetryAttempts: undefined,
    maximumRecordAgeSeconds: undefined,
    matches: () => true,
    ...overrides,
  };
}

/** `count` records over `keys` keys, numbered per key, as a shard would hold them. */
function shardOf(count: number, keys: number): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    sequenceNumber: String(index + 1),
    arrivedAt: 0,
    orderKey: `key-${index % keys}`,
    event: { key: `key-${index % keys}`, number: Math.floor(index / keys) },
  }));
}

/** Runs the records through lanes with a function that `work` stands for. */
async function run(
  records: readonly StreamRecord[],
  options: Partial<StreamMapping>,
  work: (records: readonly unknown[]) => Promise<unknown>,
) {
  const handled: string[] = [];
  const ports = {
    invoke: ({ Records }: { Records: readonly unknown[] }) => work(Records),
    now: () => 0,
    log: () => {},
  };
  const lanes = startLanes(
    'shard-1',
    mapping(options),
    ports as unknown as StreamMappingPorts, // the lanes use no other port
    (some) => void handled.push(...some.map((record) => record.sequenceNumber)),
    new AbortController().signal,
  );
  lanes.add(records);
  await lanes.drained();
  return handled;
}

describe('the parallel workers of a shard', () => {
  test('hand over the records of each key in order, each once, while running at once', async () => {
    const seen = new Map<unknown, unknown[]>();
    let atOnce = 0;
    let mostAtOnce = 0;
    const handled = await run(shardOf(200, 13), { batchSize: 7 }, async (records) => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      for (const record of records as { key: string; number: number }[]) {
        seen.set(record.key, [...(seen.get(record.key) ?? []), record.number]);
      }
      atOnce -= 1;
    });
    expect(handled).toHaveLength(200);
    for (const numbers of seen.values()) expect(numbers).toEqual(numbers.map((_, index) => index));
    expect(mostAtOnce).toBeGreaterThan(1);
  });

  test('never exceed the batch size', async () => {
    const sizes: number[] = [];
    await run(
      shardOf(50, 3),
      { batchSize: 4, parallelizationFactor: 2 },
      async (records) => void sizes.push(records.length),
    );
    expect(Math.max(...sizes)).toBe(4);
  });

  test('with a factor of one, never run two batches at once', async () => {
    let atOnce = 0;
    let mostAtOnce = 0;
    await run(shardOf(40, 8), { parallelizationFactor: 1, batchSize: 3 }, async () => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
    });
    expect(mostAtOnce).toBe(1);
  });
});
