import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  costMs,
  type FullAt,
  LARGEST_LEASE,
  latestFullAt,
  leaseFrom,
  nextLease,
  tokensAt,
  waitMs,
} from '#domain/tenancy/token-bucket.ts';

const terms = fc.record({ perSecond: fc.integer({ min: 1, max: 5_000 }), burst: fc.integer({ min: 1, max: 20_000 }) });
const NOW = 1_795_352_400_000;

describe('a bucket', () => {
  test('that nobody has taken from is full', () => {
    expect(tokensAt({ perSecond: 200, burst: 1_000 }, undefined, NOW)).toBe(1_000);
  });

  test('that was emptied has one token more for each of its rate’s share of a second, and never more than it holds', () => {
    const bucket = { perSecond: 200, burst: 1_000 };
    const emptied = NOW + costMs(bucket, 1_000);
    expect(tokensAt(bucket, emptied, NOW)).toBe(0);
    expect(tokensAt(bucket, emptied, NOW + 5)).toBe(1);
    expect(tokensAt(bucket, emptied, NOW + 1_000)).toBe(200);
    expect(tokensAt(bucket, emptied, NOW + 3_600_000)).toBe(1_000);
  });

  test('gives over any while no more than its burst and what its rate brought meanwhile', () => {
    const tries = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(terms, tries, (bucket, steps) => {
        let fullAt: FullAt = NOW;
        let now = NOW;
        const taken: { at: number; tokens: number }[] = [];
        for (const [pause, tokens] of steps) {
          now += pause;
          if (Math.max(fullAt, now) > latestFullAt(bucket, tokens, now)) continue;
          fullAt = Math.max(fullAt, now) + costMs(bucket, tokens);
          taken.push({ at: now, tokens });
        }
        for (const [index, { at }] of taken.entries()) {
          let given = 0;
          for (const each of taken.slice(index)) {
            given += each.tokens;
            const most = bucket.burst + ((each.at - at) * bucket.perSecond) / 1_000;
            expect(given).toBeLessThanOrEqual(most + 0.01);
          }
        }
      }),
    );
  });

  test('can give what was asked for when the wait that it names is over, and not a moment before', () => {
    fc.assert(
      fc.property(terms, fc.nat(40_000), fc.integer({ min: 1, max: 50 }), (bucket, ahead, tokens) => {
        fc.pre(tokens <= bucket.burst);
        const fullAt = NOW + ahead;
        const wait = waitMs(bucket, fullAt, tokens, NOW);
        expect(tokensAt(bucket, fullAt, NOW + wait)).toBeGreaterThanOrEqual(tokens - 0.01);
        if (wait > 1) expect(tokensAt(bucket, fullAt, NOW + wait - 2)).toBeLessThan(tokens);
      }),
    );
  });
});

describe('a lease', () => {
  test('takes what is wanted of a full bucket, a quarter of a low one, and nothing of an empty one', () => {
    expect(leaseFrom(1_000, 50)).toBe(50);
    expect(leaseFrom(40, 50)).toBe(10);
    expect(leaseFrom(3, 50)).toBe(1);
    expect(leaseFrom(0.99, 50)).toBe(0);
    expect(leaseFrom(-3, 50)).toBe(0);
  });

  test('grows while it runs out and shrinks to what was used of it', () => {
    expect(nextLease({ size: 8, unused: 0 })).toBe(16);
    expect(nextLease({ size: LARGEST_LEASE, unused: 0 })).toBe(LARGEST_LEASE);
    expect(nextLease({ size: 50, unused: 47 })).toBe(3);
    expect(nextLease({ size: 1, unused: 1 })).toBe(1);
  });
});
