import { describe, expect, it } from 'vitest';
import { instantSchema } from '#domain/wire.ts';

describe('an instant that a caller sends', () => {
  it.each([
    ['2026-11-22T09:00:00Z', '2026-11-22T09:00:00.000Z'],
    ['2026-11-22T09:00:00+02:00', '2026-11-22T07:00:00.000Z'],
    ['2026-11-22T09:00:00.1239Z', '2026-11-22T09:00:00.123Z'],
  ])('%s is kept in UTC with milliseconds', (text, instant) => {
    expect(instantSchema().parse(text)).toBe(instant);
  });

  it.each([
    '0000-01-01T00:00:00+23:00',
    '9999-12-31T23:59:59-23:00',
    '2026-02-30T00:00:00Z',
    '12026-01-01T00:00:00Z',
    'tomorrow',
  ])('%s is refused, with one cause', (text) => {
    const { success, error } = instantSchema().safeParse(text);
    expect(success).toBe(false);
    expect(error?.issues).toHaveLength(1);
  });
});
