import type { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { sweepDeadlines } from '#services/deadline/sweep-deadlines.ts';
import { DueIndex } from '#storage/due-index.ts';
import { BIRTH, HOUR } from '../../support/instants.ts';
import { HANDOFF, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const LOST = `T#${TENANT.tenantId}#live#handoff#${HANDOFF.handoffId}`;

/** An index that knows of `keys` in its first shard, whatever became of them. */
function indexOf(keys: readonly string[], asked: (before: string) => void = () => undefined): DueIndex {
  const send = async ({ input }: QueryCommand) => {
    const values = input.ExpressionAttributeValues ?? {};
    asked(values[':before']?.S ?? '');
    return { Items: values[':shard']?.S === 'due#0' ? keys.map((pk) => ({ pk: { S: pk } })) : [] };
  };
  return new DueIndex({ send } as unknown as DynamoDBClient, 'baton');
}

async function sweep(system: TestSystem, seconds: number, index: DueIndex) {
  system.clock.now = addSeconds(BIRTH, seconds);
  const failures: string[] = [];
  let repaired = 0;
  const lags: number[] = [];
  const metrics = {
    detectionLag: (lag: number) => void lags.push(lag),
    repairedDeadlines: (count: number) => {
      repaired += count;
    },
  };
  const context = { enter: system.enter, now: () => system.clock.now, metrics };
  const result = await sweepDeadlines(context, index, ({ handoffId }) => void failures.push(handoffId));
  return { result, failures, repaired, lags };
}

describe('the sweeper', () => {
  test('records the deadline of a handoff whose timer was lost, once, and reports it', async () => {
    const system = testSystem();
    await storeHandoff(system);
    const first = await sweep(system, 5 * HOUR, indexOf([LOST]));
    expect(first).toMatchObject({ result: { repaired: 1, failed: 0 }, repaired: 1, lags: [HOUR] });
    const again = await sweep(system, 5 * HOUR, indexOf([LOST]));
    expect(again).toMatchObject({ result: { repaired: 0, failed: 0 }, repaired: 0 });
    const stored = await system.context().stores.handoffs.get(HANDOFF.handoffId);
    expect(stored?.clocks).toMatchObject([{ state: 'breached_open', breachedAt: addSeconds(BIRTH, 4 * HOUR) }]);
  });

  test('has told what it repaired when it runs out of time in a later part of the index', async () => {
    const system = testSystem();
    await storeHandoff(system);
    const counts: number[] = [];
    const context = {
      enter: system.enter,
      now: () => system.clock.now,
      metrics: { detectionLag: () => undefined, repairedDeadlines: (count: number) => void counts.push(count) },
    };
    system.clock.now = addSeconds(BIRTH, 5 * HOUR);
    const send = async ({ input }: QueryCommand) => {
      if (input.ExpressionAttributeValues?.[':shard']?.S !== 'due#0') throw new Error('out of time');
      return { Items: [{ pk: { S: LOST } }] };
    };
    const index = new DueIndex({ send } as unknown as DynamoDBClient, 'baton');
    await expect(sweepDeadlines(context, index, () => undefined)).rejects.toThrow('out of time');
    expect(counts).toEqual([1]);
  });

  test('leaves deadlines alone that a timer may still be about to record', async () => {
    const asked = new Set<string>();
    await sweep(
      testSystem(),
      HOUR,
      indexOf([], (before) => asked.add(before)),
    );
    expect([...asked]).toEqual([addSeconds(BIRTH, HOUR - 90) satisfies Instant]);
  });

  test('goes on after a handoff that cannot be repaired, names it, and counts it', async () => {
    const system = testSystem();
    await storeHandoff(system);
    const broken = 'hnd_00000000000000000000000009';
    system.intercept = (command) => {
      if (JSON.stringify(command).includes(broken)) throw new Error('damaged');
    };
    const { result, failures } = await sweep(
      system,
      5 * HOUR,
      indexOf([LOST.replace(HANDOFF.handoffId, broken), LOST]),
    );
    expect(result).toEqual({ repaired: 1, failed: 1 });
    expect(failures).toEqual([broken]);
  });

  test('goes on to the next page although nothing on this one can be repaired', async () => {
    const system = testSystem();
    await storeHandoff(system);
    const gone = LOST.replace(HANDOFF.handoffId, 'hnd_00000000000000000000000009');
    const send = async ({ input }: QueryCommand) => {
      if (input.ExpressionAttributeValues?.[':shard']?.S !== 'due#0') return { Items: [] };
      const first = input.ExclusiveStartKey === undefined;
      const next = { dueShard: { S: 'due#0' }, nextDeadlineAt: { S: BIRTH }, pk: { S: gone }, sk: { S: 'state' } };
      return first ? { Items: [{ pk: { S: gone } }], LastEvaluatedKey: next } : { Items: [{ pk: { S: LOST } }] };
    };
    const index = new DueIndex({ send } as unknown as DynamoDBClient, 'baton');
    expect((await sweep(system, 5 * HOUR, index)).result).toEqual({ repaired: 1, failed: 0 });
  });

  test('passes over entries of the index that are no handoff of a tenant', async () => {
    const { result } = await sweep(testSystem(), HOUR, indexOf(['T#x#live#handoff#y', '', 'due#1']));
    expect(result).toEqual({ repaired: 0, failed: 0 });
  });
});
