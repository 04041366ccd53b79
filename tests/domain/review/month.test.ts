import { expect, test } from 'vitest';
import type { Instant } from '#domain/instant.ts';
import {
  firstDayOf,
  isWeekend,
  lastDayOf,
  monthAfter,
  monthBefore,
  monthSchema,
  weekdayOf,
} from '#domain/review/month.ts';
import { standingOf } from '#domain/review/standing.ts';

test('a month knows its first and last day, and its neighbours over the turn of the year', () => {
  expect([firstDayOf('2026-02'), lastDayOf('2026-02'), lastDayOf('2028-02')]).toEqual([
    '2026-02-01',
    '2026-02-28',
    '2028-02-29',
  ]);
  expect([monthBefore('2026-01'), monthAfter('2026-12'), monthAfter('2026-01')]).toEqual([
    '2025-12',
    '2027-01',
    '2026-02',
  ]);
});

test('only months of the calendar are months', () => {
  for (const text of [
    '2026-13',
    '2026-00',
    '2026-1',
    '26-01',
    '2026-01-01',
    '',
    '2026-01 ',
    '９９９９-01',
    '0000-01',
  ]) {
    expect(monthSchema().safeParse(text).success, text).toBe(false);
  }
  expect(monthSchema().safeParse('2026-10').success).toBe(true);
});

test('days fall on the days of the week on which they fall', () => {
  expect(['2026-10-01', '2026-10-03', '2026-10-04', '1970-01-01', '1969-12-31'].map(weekdayOf)).toEqual([
    'thu',
    'sat',
    'sun',
    'thu',
    'wed',
  ]);
  expect([isWeekend('fri'), isWeekend('sat'), isWeekend('sun')]).toEqual([false, true, true]);
});

const TENANT = { timezone: 'Europe/Berlin', createdAt: '2026-08-31T23:30:00.000Z' as Instant };
const at = (now: string, month: string, mode: 'live' | 'test' = 'live') =>
  standingOf(month, TENANT, mode, now as Instant);

test('a month is over two hours after its end by the clocks of the tenant, and not before', () => {
  expect(at('2026-10-31T22:59:59.999Z', '2026-10')).toBe('running');
  expect(at('2026-10-31T23:00:00.000Z', '2026-10')).toBe('settling');
  expect(at('2026-11-01T00:59:59.999Z', '2026-10')).toBe('settling');
  expect(at('2026-11-01T01:00:00.000Z', '2026-10')).toBe('over');
});

test('months of a tenant begin with the one in which it began by its own clocks, and end with the present one', () => {
  expect(at('2026-11-01T12:00:00.000Z', '2026-09')).toBe('over');
  expect(at('2026-11-01T12:00:00.000Z', '2026-08')).toBe('before_tenant');
  expect(at('2026-11-01T12:00:00.000Z', '2026-12')).toBe('to_come');
});

test('in test mode test clocks may have been in any month', () => {
  expect(at('2026-11-01T12:00:00.000Z', '2026-03', 'test')).toBe('test_clocks');
  expect(at('2026-11-01T12:00:00.000Z', '2027-03', 'test')).toBe('test_clocks');
  expect(at('2026-11-01T12:00:00.000Z', '2026-10', 'test')).toBe('over');
});
