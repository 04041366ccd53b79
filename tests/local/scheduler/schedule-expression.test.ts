import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { firstFire, nextFire, parseScheduleExpression } from '#local/scheduler/schedule-expression.ts';

function fires(expression: string, timeZone: string, from: string, count: number): string[] {
  const parsed = parseScheduleExpression(expression);
  if (parsed === undefined) return ['invalid'];
  const recurrence = {
    expression: parsed,
    timeZone,
    since: Date.parse(from),
    startAt: undefined,
    endAt: undefined,
  };
  const instants: string[] = [];
  for (let at = firstFire(recurrence); at !== undefined && instants.length < count; at = nextFire(recurrence, at)) {
    instants.push(new Date(at).toISOString().replace(':00.000Z', 'Z'));
  }
  return instants;
}

describe('expressions that AWS refuses', () => {
  test.each([
    // Recorded from the service.
    'cron(0 1 * * * *)',
    'cron(7 20 * * NOT *)',
    'cron(INVALID)',
    'cron(0 dummy ? * MON-FRI *)',
    'cron(71 8 1 * ? *)',
    'cron()',
    'rate(10 seconds)',
    'rate(10 years)',
    'rate()',
    'rate(10)',
    'rate(10 minutess)',
    'rate(foo minutes)',
    'rate(-10 minutes)',
    'rate( 10 minutes )',
    ' rate(10 minutes)',
    'at(2021-12-31T23:59:59Z)',
    'at(2021-12-31)',
    // By the rules of the reference.
    'rate(0 minutes)',
    'cron(* * ? * ? *)',
    'cron(* * 1 * MON *)',
    'cron(0 0 1 * ?)',
    'cron(0 0 1 * ? * *)',
    'cron(0 24 1 * ? *)',
    'cron(0 0 0 * ? *)',
    'cron(0 0 32 * ? *)',
    'cron(0 0 1 13 ? *)',
    'cron(0 0 ? * 0 *)',
    'cron(0 0 ? * 8 *)',
    'cron(0 0 ? * 3#6 *)',
    'cron(0 0 ? * 3#1,6#3 *)',
    'cron(0 0 1,L * ? *)',
    'cron(0 0 L-3 * ? *)',
    'cron(0 0 W * ? *)',
    'cron(0 0 ? * FRI-MON *)',
    'cron(0/0 0 1 * ? *)',
    'cron(0 0 1 * ? 1969)',
    'cron(0 0 1 * ? 2200)',
    'at(2026-02-30T00:00:00)',
    'at(2026-11-22T24:00:00)',
    'at(2026-11-22 10:00:00)',
    'AT(2026-11-22T10:00:00)',
    'at(2026-11-22T10:00:00))',
    '',
  ])('%j', (expression) => {
    expect(parseScheduleExpression(expression)).toBeUndefined();
  });
});

describe('the times that an expression names', () => {
  test.each<[string, string, string, string[]]>([
    ['cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)', 'UTC', '2026-11-22T08:14Z', ['2026-11-23T08:00Z', '2026-11-23T08:01Z']],
    ['cron(*/15 * * * ? *)', 'UTC', '2026-11-22T09:01Z', ['2026-11-22T09:15Z', '2026-11-22T09:30Z']],
    [
      'cron(1/30 1 * * ? *)',
      'UTC',
      '2026-11-22T01:00Z',
      ['2026-11-22T01:01Z', '2026-11-22T01:31Z', '2026-11-23T01:01Z'],
    ],
    ['cron(0-59/10 0-23/2 ? * * *)', 'UTC', '2026-11-22T22:45Z', ['2026-11-22T22:50Z', '2026-11-23T00:00Z']],
    ['cron(0 18 ? * MON-FRI *)', 'UTC', '2026-11-20T18:01Z', ['2026-11-23T18:00Z', '2026-11-24T18:00Z']],
    ['cron(0 18 ? * 1,7 *)', 'UTC', '2026-11-20T18:01Z', ['2026-11-21T18:00Z', '2026-11-22T18:00Z']],
    ['cron(0 0 L * ? *)', 'UTC', '2028-02-01T00:00Z', ['2028-02-29T00:00Z', '2028-03-31T00:00Z']],
    ['cron(0 0 ? * L *)', 'UTC', '2026-11-22T00:00Z', ['2026-11-28T00:00Z', '2026-12-05T00:00Z']],
    ['cron(0 0 ? * 6L *)', 'UTC', '2026-11-01T00:00Z', ['2026-11-27T00:00Z', '2026-12-25T00:00Z']],
    ['cron(0 0 ? * 3#2 *)', 'UTC', '2026-11-01T00:00Z', ['2026-11-10T00:00Z', '2026-12-08T00:00Z']],
    ['cron(0 0 ? * TUE#5 *)', 'UTC', '2026-11-01T00:00Z', ['2026-12-29T00:00Z', '2027-03-30T00:00Z']],
    // 15 November 2026 is a Sunday, 15 August 2026 a Saturday.
    ['cron(0 0 15W 8,11 ? 2026)', 'UTC', '2026-08-01T00:00Z', ['2026-08-14T00:00Z', '2026-11-16T00:00Z']],
    // The nearest weekday stays within the month: 1 August 2026 is a Saturday, 31 January 2027 a Sunday.
    ['cron(0 0 1W 8 ? 2026)', 'UTC', '2026-07-01T00:00Z', ['2026-08-03T00:00Z']],
    ['cron(0 0 31W 1 ? 2027)', 'UTC', '2026-07-01T00:00Z', ['2027-01-29T00:00Z']],
    ['cron(0 0 LW * ? *)', 'UTC', '2026-10-01T00:00Z', ['2026-10-30T00:00Z', '2026-11-30T00:00Z']],
    ['cron(0 0 29 2 ? *)', 'UTC', '2026-01-01T00:00Z', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['cron(0 0 30 FEB ? *)', 'UTC', '2026-01-01T00:00Z', []],
    ['cron(0 0 1 JAN ? 2020-2025)', 'UTC', '2026-01-01T00:00Z', []],
    ['cron(30 9 1 1 ? 2027/100)', 'UTC', '2026-01-01T00:00Z', ['2027-01-01T09:30Z', '2127-01-01T09:30Z']],
    ['at(2026-07-01T12:00:00)', 'America/New_York', '2026-01-01T00:00Z', ['2026-07-01T16:00Z']],
    ['rate(1 day)', 'Europe/Berlin', '2026-03-28T12:00Z', ['2026-03-28T12:00Z', '2026-03-29T12:00Z']],
  ])('%s in %s from %s', (expression, timeZone, from, expected) => {
    expect(fires(expression, timeZone, from, Math.max(expected.length, 1))).toEqual(expected);
  });

  test.each<[string, string, string, string, string[]]>([
    [
      'a local time that spring skips is left out',
      'cron(30 2 * * ? *)',
      'Europe/Berlin',
      '2026-03-28T00:00Z',
      ['2026-03-28T01:30Z', '2026-03-30T00:30Z'],
    ],
    [
      'the hours around the gap fire as the wall clock shows them',
      'cron(0 * * * ? *)',
      'Europe/Berlin',
      '2026-03-29T00:00Z',
      ['2026-03-29T00:00Z', '2026-03-29T01:00Z', '2026-03-29T02:00Z'],
    ],
    [
      'a local time that autumn repeats fires at its first occurrence only',
      'cron(30 1 * * ? *)',
      'America/New_York',
      '2026-11-01T00:00Z',
      ['2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    ],
    [
      'a schedule created within the repeated hour waits for the next day',
      'cron(30 1 * * ? *)',
      'America/New_York',
      '2026-11-01T06:10Z',
      ['2026-11-02T06:30Z'],
    ],
    [
      'a half-hour shift is a shift like any other',
      'cron(15 2 * * ? *)',
      'Australia/Lord_Howe',
      '2026-10-03T00:00Z',
      ['2026-10-04T15:15Z'],
    ],
    [
      'an at() in the gap fires when the gap is over',
      'at(2026-03-29T02:30:00)',
      'Europe/Berlin',
      '2026-01-01T00:00Z',
      ['2026-03-29T01:30Z'],
    ],
    [
      'an at() in the repeated hour fires at its first occurrence',
      'at(2026-10-25T02:30:00)',
      'Europe/Berlin',
      '2026-01-01T00:00Z',
      ['2026-10-25T00:30Z'],
    ],
  ])('%s', (_, expression, timeZone, from, expected) => {
    expect(fires(expression, timeZone, from, expected.length)).toEqual(expected);
  });
});

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia'];

test('a cron firing is later than the last one, shows the wanted wall clock, and skips no earlier one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 23 }),
      (timeZone, afterMinute, minute, hour) => {
        const expression = parseScheduleExpression(`cron(${minute} ${hour} * * ? *)`);
        if (expression === undefined) throw new Error('the expression is valid');
        const after = afterMinute * 60_000;
        const recurrence = { expression, timeZone, since: after, startAt: undefined, endAt: undefined };
        const next = nextFire(recurrence, after);
        if (next === undefined) throw new Error('a daily cron always fires again');
        expect(next).toBeGreaterThan(after);
        const wall = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
        expect([wall(next).hour, wall(next).minute]).toEqual([hour, minute]);
        const lastDay = wall(next).toPlainDate();
        for (
          let day = wall(after).toPlainDate();
          Temporal.PlainDate.compare(day, lastDay) < 0;
          day = day.add({ days: 1 })
        ) {
          const wanted = day.toPlainDateTime({ hour, minute });
          const earlier = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
          if (earlier.toPlainDateTime().equals(wanted)) expect(earlier.epochMilliseconds).toBeLessThanOrEqual(after);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a rate keeps its phase however late it is asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.constantFrom('minute', 'hours', 'day'),
      fc.integer({ min: 0, max: 10 ** 12 }),
      fc.integer({ min: 0, max: 10 ** 10 }),
      (value, unit, since, lateness) => {
        const expression = parseScheduleExpression(`rate(${value} ${unit})`);
        if (expression?.kind !== 'rate') throw new Error('the expression is a rate');
        const recurrence = { expression, timeZone: 'UTC', since, startAt: undefined, endAt: undefined };
        const next = nextFire(recurrence, since + lateness) ?? Number.NaN;
        expect(next - (since + lateness)).toBeGreaterThan(0);
        expect(next - (since + lateness)).toBeLessThanOrEqual(expression.everyMilliseconds);
        expect((next - since) % expression.everyMilliseconds).toBe(0);
      },
    ),
  );
});
