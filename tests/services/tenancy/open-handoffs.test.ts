import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SCOPES } from '#domain/tenancy/scope.ts';
import type { CallContext } from '#services/context.ts';
import { countedBy, requireOpenRoom } from '#services/tenancy/open-handoffs.ts';
import { type Limited, RateLimiter } from '#services/tenancy/rate-limiter.ts';
import { tenantBucket } from '#storage/rate-limit-store.ts';
import { memoryDynamo } from '../../api/support/memory-dynamo.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';

const TENANT = 'ten_00000000000000000000000001';
const LIMIT = 100_000;
const MINUTE = 60_000;

let clock: { now: number };
let context: CallContext;
let limiter: RateLimiter;
let limited: Limited;
let counted: number;
let counts: number;
beforeEach(async () => {
  const client = memoryDynamo();
  clock = { now: Date.UTC(2026, 10, 22, 12) };
  limiter = new RateLimiter({ now: () => clock.now, random: () => 0.5, onFailure: () => undefined });
  const terms = { perSecond: 200, burst: 1_000 };
  limited = { name: TENANT, terms, store: () => tenantBucket(client, 'baton', TENANT, 'live') };
  const principal = { tenantId: TENANT, mode: 'live' as const, keyId: 'key_1', scopes: SCOPES };
  const openHandoffs = countedBy(limiter, limited, () => clock.now);
  context = { ...memoryDependencies(client).contextFor(principal, NOON, 'req_1'), openHandoffs };
  counts = 0;
  vi.spyOn(context.stores.handoffs, 'countOpen').mockImplementation(async () => {
    counts += 1;
    return counted;
  });
  await request();
});

/** A request, by which the process learns what others told, and tells what it knows. */
async function request(): Promise<void> {
  clock.now += 10_000;
  await (await limiter.take(limited)).settled;
}

describe('the limit of open handoffs', () => {
  test('costs no count where the number is far from it', async () => {
    context.openHandoffs.note(LIMIT / 2);
    await requireOpenRoom(context);
    expect(counts).toBe(0);
  });

  test('refuses nobody for what was told wrongly: the index is asked first', async () => {
    context.openHandoffs.note(LIMIT + 500);
    counted = 1_200;
    await requireOpenRoom(context);
    expect({ counts, known: context.openHandoffs.known() }).toEqual({ counts: 1, known: 1_200 });
    await request();
    await requireOpenRoom(context);
    expect({ counts, known: context.openHandoffs.known() }).toEqual({ counts: 1, known: 1_200 });
  });

  test('refuses who is counted to be at it, counts once a minute, and lets in what has ended since', async () => {
    context.openHandoffs.note(LIMIT);
    counted = LIMIT;
    const refusal = { code: 'limit_reached', extensions: { limit: LIMIT, current: LIMIT } };
    await expect(requireOpenRoom(context)).rejects.toMatchObject(refusal);
    await expect(requireOpenRoom(context)).rejects.toMatchObject(refusal);
    expect(counts).toBe(1);
    clock.now += MINUTE;
    await expect(requireOpenRoom(context)).rejects.toMatchObject(refusal);
    expect(counts).toBe(2);
    context.openHandoffs.note(-1);
    await requireOpenRoom(context);
    context.openHandoffs.note(1);
    await expect(requireOpenRoom(context)).rejects.toMatchObject(refusal);
    expect(counts).toBe(2);
  });

  test('is counted every ten minutes where it is close', async () => {
    context.openHandoffs.note(LIMIT * 0.95);
    counted = LIMIT * 0.95;
    for (let minute = 0; minute < 30; minute++) {
      await requireOpenRoom(context);
      clock.now += MINUTE;
    }
    expect(counts).toBe(3);
  });
});
