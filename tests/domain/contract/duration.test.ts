import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  durationSchema,
  durationSeconds,
  MAX_DURATION_SECONDS,
  parseDuration,
  positiveDurationSchema,
  targetDurationSchema,
} from '#domain/contract/duration.ts';
import { holds } from '#tests/support/property.ts';

describe('a duration', () => {
  it.each([
    ['PT4H30M', 16_200],
    ['PT0S', 0],
    ['PT15M', 900],
    ['PT90M', 5400],
    ['PT1H1M1S', 3661],
    ['PT26280H', MAX_DURATION_SECONDS],
  ])('%s is %i seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(['P1D', 'P1W', 'P1M', 'P1DT2H', 'P0.5D'])('%s is refused, because a day has no fixed length', (text) => {
    expect(parseDuration(text)).toEqual({ problem: expect.stringContaining('no fixed length') });
  });

  it.each(['', 'P', 'PT', 'PT1.5H', 'PT-1H', '-PT1H', 'pt1h', 'PT1M1H', '4h', ' PT1H', 'PT1H\n', 'PT9999999999H'])(
    '%j is refused',
    (text) => {
      expect(parseDuration(text)).toEqual({ problem: expect.any(String) });
      expect(() => durationSeconds(text)).toThrow(RangeError);
    },
  );

  it('is at most three years', () => {
    expect(parseDuration('PT26280H1S')).toEqual({ problem: expect.stringContaining('three years') });
  });

  it('may be zero where a delay is meant, and not where a promise is', () => {
    expect(durationSchema().safeParse('PT0S').success).toBe(true);
    expect(positiveDurationSchema().safeParse('PT0S').success).toBe(false);
  });

  it('of days is told of business days where a target is meant, and there alone', () => {
    const told = (schema: z.ZodType) =>
      schema
        .safeParse('P2D')
        .error?.issues.map(({ message }) => message)
        .join();
    expect(told(targetDurationSchema())).toContain('businessDays');
    for (const schema of [durationSchema(), positiveDurationSchema()]) {
      expect(told(schema)).toMatch(/^must be in hours, minutes and seconds, such as PT24H/);
      expect(told(schema)).not.toContain('businessDays');
    }
  });

  it('of no time at all is no target', () => {
    expect(targetDurationSchema().safeParse('PT0S').success).toBe(false);
    expect(targetDurationSchema().safeParse('PT1S').success).toBe(true);
  });

  it('is the sum of its parts', () => {
    const parts = fc.tuple(fc.nat({ max: 9_999 }), fc.nat({ max: 99_999 }), fc.nat({ max: 999_999 }));
    holds(parts, 1000, ([hours, minutes, seconds]) => {
      const sum = hours * 3600 + minutes * 60 + seconds;
      expect(durationSeconds(`PT${hours}H${minutes}M${seconds}S`)).toBe(sum);
    });
  });

  it('never throws while it is read, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'PTHMSD0123.-') })), (text) => {
        expect(Object.keys(parseDuration(text))).toHaveLength(1);
      }),
    );
  });
});
