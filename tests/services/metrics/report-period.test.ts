import { describe, expect, it } from 'vitest';
import { lengthOf, periodBefore, reportPeriod } from '#services/metrics/report-period.ts';
import { instantAt, on } from '#tests/support/instants.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const AT = {
  now: instantAt(on('2026-11-22T23:30:00Z')),
  mode: 'live',
  timeZone: 'Europe/Berlin',
  createdAt: instantAt(on('2026-03-10T23:30:00Z')),
} as const;

describe('the days of a report', () => {
  it('are the last 30 unless it is said, today in the tenant’s zone included', () => {
    expect(reportPeriod({}, AT)).toEqual({ from: '2026-10-25', to: '2026-11-23' });
  });

  it('are up to today from a day on, and 30 up to a day', () => {
    expect(reportPeriod({ from: '2026-11-01' }, AT)).toEqual({ from: '2026-11-01', to: '2026-11-23' });
    expect(reportPeriod({ to: '2026-06-30' }, AT)).toEqual({ from: '2026-06-01', to: '2026-06-30' });
  });

  it('may end in the future, as a running month does, and begin before the tenant', () => {
    const month = { from: '2026-11-01', to: '2026-11-30' };
    expect(reportPeriod(month, AT)).toEqual(month);
    const first = { from: '2026-03-01', to: '2026-03-11' };
    expect(reportPeriod(first, AT)).toEqual(first);
  });

  it.each([
    ['out_of_order', { from: '2026-11-02', to: '2026-11-01' }],
    ['too_long', { from: '2025-10-01', to: '2026-11-05' }],
    ['in_the_future', { from: '2026-11-24', to: '2026-11-30' }],
    ['in_the_future', { from: '2026-11-24' }],
    ['before_tenant', { from: '2026-03-01', to: '2026-03-10' }],
  ])('are refused with the cause: %s %j', (code, asked) => {
    expect(refusalOf(() => reportPeriod(asked, AT))).toMatchObject({
      code: 'validation_failed',
      violations: [{ code }],
    });
  });

  it('are 400 at the most', () => {
    const longest = { from: '2025-10-02', to: '2026-11-05' };
    expect(lengthOf(longest)).toBe(400);
    expect(reportPeriod(longest, AT)).toEqual(longest);
  });

  it('do not begin before time does, also where 30 days would', () => {
    const last = { from: '1969-12-31', to: '1970-01-02' };
    expect(reportPeriod({ to: last.to }, { ...AT, mode: 'test' })).toEqual(last);
  });

  it('may lie anywhere in test mode, as test clocks do', () => {
    const past = { from: '1999-01-01', to: '1999-01-02' };
    const future = { from: '2099-01-01', to: '2099-01-02' };
    for (const asked of [past, future]) expect(reportPeriod(asked, { ...AT, mode: 'test' })).toEqual(asked);
  });
});

it('the period before is as long and ends the day before', () => {
  expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' }, 'previous')).toEqual({
    from: '2026-01-29',
    to: '2026-02-28',
  });
  expect(periodBefore({ from: '2026-03-01', to: '2026-03-01' }, 'previous')).toEqual({
    from: '2026-02-28',
    to: '2026-02-28',
  });
});

describe('the months before', () => {
  it.each([
    [
      { from: '2026-10-01', to: '2026-10-31' },
      { from: '2026-09-01', to: '2026-09-30' },
    ],
    [
      { from: '2028-03-01', to: '2028-03-31' },
      { from: '2028-02-01', to: '2028-02-29' },
    ],
    [
      { from: '2026-01-01', to: '2026-03-31' },
      { from: '2025-10-01', to: '2025-12-31' },
    ],
    [
      { from: '2025-11-01', to: '2026-10-31' },
      { from: '2024-11-01', to: '2025-10-31' },
    ],
  ])('are as many calendar months, however long: %j', (range, before) => {
    expect(periodBefore(range, 'previousMonth')).toEqual(before);
  });

  it.each([
    { from: '2026-10-02', to: '2026-10-31' },
    { from: '2026-10-01', to: '2026-10-30' },
    { from: '2026-02-01', to: '2026-03-30' },
  ])('are refused for days that are no whole months: %j', (range) => {
    expect(refusalOf(() => periodBefore(range, 'previousMonth'))).toMatchObject({
      violations: [{ pointer: '/query/compareTo', code: 'not_whole_months' }],
    });
  });
});
