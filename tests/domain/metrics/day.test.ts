import { expect, it } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { addDays, dayOf, daysBetween } from '#domain/metrics/day.ts';

const at = (text: string) => instantFromEpoch(Date.parse(text));

it('a day is the date on the wall of the time zone, around midnight and where the clocks change', () => {
  expect(dayOf(at('2026-11-22T22:59:59.999Z'), 'Europe/Berlin')).toBe('2026-11-22');
  expect(dayOf(at('2026-11-22T23:00:00.000Z'), 'Europe/Berlin')).toBe('2026-11-23');
  expect(dayOf(at('2026-03-29T22:00:00.000Z'), 'Europe/Berlin')).toBe('2026-03-30');
  expect(dayOf(at('2026-10-25T22:59:00.000Z'), 'Europe/Berlin')).toBe('2026-10-25');
  expect(dayOf(at('2026-01-01T10:00:00.000Z'), 'Pacific/Kiritimati')).toBe('2026-01-02');
  expect(dayOf(at('2026-01-01T10:00:00.000Z'), 'Pacific/Pago_Pago')).toBe('2025-12-31');
});

it('an unknown time zone is refused', () => {
  expect(() => dayOf(at('2026-01-01T00:00:00.000Z'), 'Mars/Olympus')).toThrow(RangeError);
});

it('days follow each other over the ends of months and years, and none follows a range that is reversed', () => {
  expect(daysBetween('2027-12-30', '2028-01-02')).toEqual(['2027-12-30', '2027-12-31', '2028-01-01', '2028-01-02']);
  expect(daysBetween('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  expect(daysBetween('2028-03-01', '2028-02-28')).toEqual([]);
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});
