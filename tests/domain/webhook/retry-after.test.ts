import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { retryAfterSeconds } from '#domain/webhook/retry-after.ts';

const now = instantFromEpoch(Date.UTC(2026, 10, 22, 9));

describe('retryAfterSeconds', () => {
  it.each([
    ['0', 0],
    ['120', 120],
    [' 120 ', 120],
    ['999999999', 999_999_999],
    ['Sun, 22 Nov 2026 09:02:00 GMT', 120],
    ['Sunday, 22-Nov-26 09:02:00 GMT', 120],
    ['Sun Nov 22 09:02:00 2026', 120],
    ['Sun Nov  1 09:00:00 2026', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
  ])('reads %j as %d seconds', (field, seconds) => expect(retryAfterSeconds(field, now)).toBe(seconds));

  it.each([
    '',
    '-1',
    '+5',
    '1.5',
    '1e3',
    '0x10',
    '9'.repeat(16),
    'soon',
    '2026-11-22T09:02:00Z',
    'Sun, 22 Nov 2026 09:02:00 +0100',
    'Sun, 22 Nov 2026 9:02:00 GMT',
    'Sun, 22 Foo 2026 09:02:00 GMT',
    'Sun, 32 Nov 2026 09:02:00 GMT',
    'Sun, 22 Nov 2026 25:02:00 GMT',
  ])('ignores %j', (field) => expect(retryAfterSeconds(field, now)).toBeUndefined());

  it('reads back any instant written as an HTTP-date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const expected = Math.max(0, seconds - Date.parse(now) / 1000);
        expect(retryAfterSeconds(new Date(seconds * 1000).toUTCString(), now)).toBe(expected);
      }),
    );
  });

  it('never throws and is never negative', () => {
    fc.assert(fc.property(fc.string(), (field) => (retryAfterSeconds(field, now) ?? 0) >= 0));
  });
});
