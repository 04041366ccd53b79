import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type BucketTerms, LARGEST_LEASE } from '#domain/tenancy/token-bucket.ts';
import { type Limited, MOST_CREDIT, RateLimiter } from '#services/tenancy/rate-limiter.ts';
import { tenantBucket } from '#storage/rate-limit-store.ts';
import { memoryDynamo } from '../../api/support/memory-dynamo.ts';

const TENANT = 'ten_00000000000000000000000001';
const STANDARD: BucketTerms = { perSecond: 200, burst: 1_000 };
const NOON = Date.UTC(2026, 10, 22, 12);

let table: DynamoDBClient;
let clock: { now: number };
let calls: number;
let failure: Error | undefined;
let reported: unknown[];
beforeEach(() => {
  const memory = memoryDynamo();
  clock = { now: NOON };
  calls = 0;
  failure = undefined;
  reported = [];
  const send = async (command: Parameters<DynamoDBClient['send']>[0]) => {
    calls += 1;
    if (failure !== undefined) throw failure;
    return memory.send(command);
  };
  table = { send } as unknown as DynamoDBClient; // the store uses nothing else of a client
});

const newProcess = () =>
  new RateLimiter({ now: () => clock.now, random: () => 0.5, onFailure: (error) => reported.push(error) });

function limited(terms = STANDARD): Limited {
  return { name: TENANT, terms, store: () => tenantBucket(table, 'baton', TENANT, 'live') };
}

async function take(process: RateLimiter, terms = STANDARD) {
  const passage = await process.take(limited(terms));
  await passage.settled;
  return { admitted: passage.admitted, ...passage.standing() };
}

async function burst(process: RateLimiter, count: number, terms = STANDARD): Promise<number> {
  const passages = await Promise.all(Array.from({ length: count }, () => process.take(limited(terms))));
  await Promise.all(passages.map(({ settled }) => settled));
  return passages.filter(({ admitted }) => admitted).length;
}

describe('a process', () => {
  test('lets a burst of all that the bucket holds in at once, and not one more', async () => {
    expect(await burst(newProcess(), 1_100)).toBe(1_000);
  });

  test('spreads what it lets in of a caller who goes on over the rate, and lets in no less of it', async () => {
    const process = newProcess();
    const terms = { perSecond: 30, burst: 30 };
    await burst(process, 31, terms);
    const admittedAt: number[] = [];
    for (let at = 0; at < 10_000; at += 3) {
      clock.now = NOON + 1 + at;
      if ((await take(process, terms)).admitted) admittedAt.push(at);
    }
    const gaps = admittedAt.map((at, index) => at - (admittedAt[index - 1] ?? Number.NEGATIVE_INFINITY));
    // on time, or the one after one that came late
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    for (const [index, gap] of gaps.entries()) expect(gap + (gaps[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_000 / 30);
    expect(admittedAt.length).toBeGreaterThan(0.85 * 300);
  });

  test('lets a caller who has waited a second have all at once again that the bucket has by then', async () => {
    const process = newProcess();
    const terms = { perSecond: 30, burst: 30 };
    const first = await burst(process, 40, terms);
    expect(first).toBeGreaterThanOrEqual(29);
    clock.now += 999;
    expect(await burst(process, 40, terms)).toBeLessThanOrEqual(2);
    clock.now += 1_000;
    expect(await burst(process, 40, terms)).toBeGreaterThanOrEqual(29);
  });

  test('writes once in fifty requests, about, where they keep coming', async () => {
    const process = newProcess();
    for (let request = 0; request < 5_000; request++) {
      clock.now += 5;
      expect((await take(process)).admitted).toBe(true);
    }
    expect(calls).toBeLessThanOrEqual(110);
  });

  test('takes little where few requests come, so that many processes leave something for each other', async () => {
    const process = newProcess();
    for (let request = 0; request < 30; request++) {
      clock.now += 10_000;
      await take(process);
    }
    clock.now += 10_000;
    const before = (await tenantBucket(table, 'baton', TENANT, 'live').read())?.fullAt ?? 0;
    await take(process);
    const after = (await tenantBucket(table, 'baton', TENANT, 'live').read())?.fullAt ?? 0;
    expect(before).toBeLessThan(clock.now);
    expect(after - clock.now).toBeLessThanOrEqual(10); // two tokens
  });

  test('does not let a request wait for its lease, unless the bucket was low', async () => {
    const process = newProcess();
    const passage = await process.take(limited());
    expect({ admitted: passage.admitted, remaining: passage.standing().remaining }).toMatchObject({ admitted: true });
    await passage.settled;
    expect(passage.standing().remaining).toBeLessThan(1_000);
  });

  test('asks the table no more while it refuses, until there can be a token again', async () => {
    const process = newProcess();
    await burst(process, 1_001);
    const asked = calls;
    for (let request = 0; request < 1_000; request++) expect((await take(process)).admitted).toBe(false);
    expect(calls).toBe(asked);
    clock.now += 1_000;
    expect((await take(process)).admitted).toBe(true);
  });

  test('says how long to wait, and lets in whoever waited so long', async () => {
    const process = newProcess();
    await burst(process, 1_001);
    const refused = await take(process);
    expect(refused).toMatchObject({ admitted: false, remaining: 0 });
    clock.now += refused.retryMs;
    expect((await take(process)).admitted).toBe(true);
  });

  test('says in how long all of it is there again, also to whoever is refused', async () => {
    const process = newProcess();
    await burst(process, 1_001);
    const { admitted, standing } = await process.take(limited());
    const { retryMs, resetMs } = standing();
    expect(admitted).toBe(false);
    expect(retryMs).toBeLessThan(1_000);
    expect(resetMs).toBeGreaterThan(4_900);
    clock.now += resetMs - 10;
    expect(standing().remaining).toBeLessThan(STANDARD.burst);
    clock.now += 10;
    expect(standing()).toMatchObject({ remaining: STANDARD.burst, resetMs: 0, retryMs: 0 });
  });

  test('loses a lease that it has not used within five seconds', async () => {
    const process = newProcess();
    await take(process);
    const asked = calls;
    clock.now += 4_999;
    await take(process);
    expect(calls).toBe(asked);
    clock.now += 1;
    await take(process);
    expect(calls).toBeGreaterThan(asked);
  });
});

describe('without the table', () => {
  test('a process lets in the rate of a second each second, and says that it does', async () => {
    failure = new Error('unreachable');
    const process = newProcess();
    expect(await burst(process, 500)).toBe(STANDARD.perSecond);
    expect(reported).toHaveLength(1);
    clock.now += 1_000;
    expect(await burst(process, 500)).toBe(STANDARD.perSecond);
    expect(reported).toHaveLength(2);
  });

  test('what was counted meanwhile is told when it is there again', async () => {
    failure = new Error('unreachable');
    const process = newProcess();
    for (let request = 0; request < 10; request++) await take(process);
    failure = undefined;
    clock.now += 10_000;
    await take(process);
    expect(await tenantBucket(table, 'baton', TENANT, 'live').read()).toMatchObject({ dayRequests: 11 });
  });
});

describe('what the tenant did', () => {
  test('is counted by the day and month in which it is told, refusals apart', async () => {
    const process = newProcess();
    await burst(process, 1_100);
    clock.now += 10_000;
    await take(process);
    const first = await tenantBucket(table, 'baton', TENANT, 'live').read();
    expect(first).toMatchObject({ day: '2026-11-22', dayRequests: 1_000, dayRefusals: 100, monthRequests: 1_000 });
    clock.now += 24 * 3_600_000;
    await take(process);
    const second = await tenantBucket(table, 'baton', TENANT, 'live').read();
    expect(second).toMatchObject({ day: '2026-11-23', dayRequests: 2, dayRefusals: 0, monthRequests: 1_002 });
    clock.now += 30 * 24 * 3_600_000;
    await take(process);
    const third = await tenantBucket(table, 'baton', TENANT, 'live').read();
    expect(third).toMatchObject({ day: '2026-12-23', dayRequests: 1, monthRequests: 1, monthRefusals: 0 });
  });

  test('tells others how many handoffs are open', async () => {
    const [one, other] = [newProcess(), newProcess()];
    await take(one);
    one.noteOpened(TENANT, 3);
    expect(one.openHandoffs(TENANT).known).toBe(3);
    clock.now += 6_000;
    await take(one);
    await take(other);
    expect(other.openHandoffs(TENANT).known).toBe(3);
  });
});

test('over any while, processes together let in no more than rate, burst, and a lease with its credit each', async () => {
  const step = fc.record({ process: fc.nat(3), pause: fc.nat(300), requests: fc.integer({ min: 1, max: 120 }) });
  const terms = fc.record({ perSecond: fc.integer({ min: 5, max: 400 }), burst: fc.integer({ min: 5, max: 600 }) });
  await fc.assert(
    fc.asyncProperty(terms, fc.array(step, { minLength: 5, maxLength: 60 }), async (rate, steps) => {
      const memory = memoryDynamo();
      table = memory;
      clock = { now: NOON };
      const processes = Array.from({ length: 4 }, newProcess);
      const admitted: { at: number; count: number }[] = [];
      for (const { process, pause, requests } of steps) {
        clock.now += pause;
        const chosen = processes[process];
        if (chosen !== undefined) admitted.push({ at: clock.now, count: await burst(chosen, requests, rate) });
      }
      const slack = processes.length * (LARGEST_LEASE + MOST_CREDIT);
      for (const [index, { at }] of admitted.entries()) {
        let total = 0;
        for (const each of admitted.slice(index)) {
          total += each.count;
          expect(total).toBeLessThanOrEqual(rate.burst + ((each.at - at) * rate.perSecond) / 1_000 + slack + 1);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('processes that ask at once each get a share of a bucket that is low', async () => {
  const processes = Array.from({ length: 10 }, newProcess);
  const first = processes[0];
  if (first === undefined) throw new Error('there are ten');
  await burst(first, 1_001);
  clock.now += 1_000;
  const shares: number[] = [];
  for (const process of processes.slice(1)) shares.push(await burst(process, 20));
  expect(shares.every((share) => share > 0)).toBe(true);
});
