import { describe, expect, it } from 'vitest';
import { addSeconds, type Instant, instantFromEpoch, secondsBetween } from '#domain/instant.ts';
import type { WorkingHours } from '#domain/sla/calendar.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { HORIZON_YEARS, type WorkingTime } from '#domain/sla/working-time.ts';
import { DAY, HOUR, MINUTE } from '#tests/support/instants.ts';

type Intervals = NonNullable<WorkingHours['weekly']['mon']>;

const NINE_TO_FIVE: Intervals = [['09:00', '17:00']];
const ALL_DAY: Intervals = [['00:00', '24:00']];

function weekdays(intervals: Intervals): WorkingHours['weekly'] {
  return { mon: intervals, tue: intervals, wed: intervals, thu: intervals, fri: intervals };
}

function everyDay(intervals: Intervals): WorkingHours['weekly'] {
  return { ...weekdays(intervals), sat: intervals, sun: intervals };
}

function calendar(hours: Partial<WorkingHours>): WorkingTime {
  return calendarTime({ timezone: 'UTC', weekly: weekdays(NINE_TO_FIVE), holidays: [], overrides: {}, ...hours });
}

function at(text: string): Instant {
  return instantFromEpoch(Date.parse(text));
}

/** The 23rd of November 2026 is a Monday. */
const OFFICE = calendar({});

describe('adding working time', () => {
  it('counts only what is open', () => {
    expect(OFFICE.add(at('2026-11-23T16:00Z'), 2 * HOUR)).toBe(at('2026-11-24T10:00Z'));
  });

  it('begins with the next opening for a start outside hours', () => {
    expect(OFFICE.add(at('2026-11-23T07:00Z'), HOUR)).toBe(at('2026-11-23T10:00Z'));
    expect(OFFICE.add(at('2026-11-27T20:00Z'), HOUR)).toBe(at('2026-11-30T10:00Z'));
    expect(OFFICE.add(at('2026-11-27T17:00Z'), 0)).toBe(at('2026-11-30T09:00Z'));
  });

  it('leads nowhere with nothing to add while it is open', () => {
    expect(OFFICE.add(at('2026-11-23T09:00Z'), 0)).toBe(at('2026-11-23T09:00Z'));
  });

  it('leaves what falls due at closing there', () => {
    expect(OFFICE.add(at('2026-11-23T09:00Z'), 8 * HOUR)).toBe(at('2026-11-23T17:00Z'));
    expect(OFFICE.add(at('2026-11-23T09:00Z'), 8 * HOUR + 1)).toBe(at('2026-11-24T09:00:01Z'));
  });

  it('keeps milliseconds', () => {
    expect(OFFICE.add(at('2026-11-23T16:59:59.001Z'), 1)).toBe(at('2026-11-24T09:00:00.001Z'));
  });

  it('knows several intervals of a day', () => {
    const lunch = calendar({
      weekly: weekdays([
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ]),
    });
    expect(lunch.add(at('2026-11-23T11:00Z'), HOUR)).toBe(at('2026-11-23T12:00Z'));
    expect(lunch.add(at('2026-11-23T11:00Z'), 2 * HOUR)).toBe(at('2026-11-23T14:00Z'));
    expect(lunch.elapsedSeconds(at('2026-11-23T00:00Z'), at('2026-11-24T00:00Z'))).toBe(7 * HOUR);
  });

  it('answers the horizon where there is not as much time before it', () => {
    const rare = calendar({ weekly: { mon: [['09:00', '09:01']] } });
    const start = at('2026-11-23T09:00Z');
    const due = rare.add(start, 26_280 * HOUR);
    expect(due).toBe(instantFromEpoch(Date.parse(start) + HORIZON_YEARS * 365.25 * DAY * 1000));
    expect(rare.elapsedSeconds(start, due)).toBeLessThan(26_280 * HOUR);
    expect(rare.addBusinessDays(start, 100_000)).toBe(due);
  });

  it('ends for the last instants that can be written', () => {
    const end = at('9999-12-31T23:59:59.999Z');
    expect(OFFICE.add(end, HOUR)).toBe(end);
    expect(OFFICE.addBusinessDays(end, 1)).toBe(end);
  });
});

describe('a holiday', () => {
  it('is closed, whatever the weekday', () => {
    const time = calendar({ holidays: ['2026-11-24'] });
    expect(time.add(at('2026-11-23T16:00Z'), 2 * HOUR)).toBe(at('2026-11-25T10:00Z'));
  });

  it('gives way to an override of the same date', () => {
    const time = calendar({ holidays: ['2026-11-24'], overrides: { '2026-11-24': [['10:00', '12:00']] } });
    expect(time.elapsedSeconds(at('2026-11-24T00:00Z'), at('2026-11-25T00:00Z'))).toBe(2 * HOUR);
  });
});

describe('an override', () => {
  it('opens a date on which the week is closed, and closes one on which it is open', () => {
    const time = calendar({ overrides: { '2026-11-28': [['09:00', '10:00']], '2026-11-30': [] } });
    expect(time.add(at('2026-11-27T16:00Z'), 3 * HOUR)).toBe(at('2026-12-01T10:00Z'));
  });
});

describe('24:00', () => {
  it('is the midnight that ends the date', () => {
    const late = calendar({ weekly: { mon: [['20:00', '24:00']] } });
    expect(late.add(at('2026-11-23T20:00Z'), 4 * HOUR)).toBe(at('2026-11-24T00:00Z'));
  });

  it('goes on with 00:00 of the next date as one stretch', () => {
    const night = calendar({ weekly: { mon: [['20:00', '24:00']], tue: [['00:00', '02:00']] } });
    expect(night.segments(at('2026-11-23T19:00Z'), at('2026-11-24T03:00Z'))).toEqual([
      { from: at('2026-11-23T19:00Z'), to: at('2026-11-23T20:00Z'), kind: 'closed' },
      { from: at('2026-11-23T20:00Z'), to: at('2026-11-24T02:00Z'), kind: 'open' },
      { from: at('2026-11-24T02:00Z'), to: at('2026-11-24T03:00Z'), kind: 'closed' },
    ]);
  });
});

describe('around the clock in any zone', () => {
  it.each(['America/New_York', 'Pacific/Apia', 'America/Sao_Paulo', 'Pacific/Kwajalein', 'America/St_Johns'])(
    'every second counts in %s, although its clocks are moved',
    (timezone) => {
      const time = calendar({ timezone, weekly: everyDay(ALL_DAY) });
      const [from, to] = [at('1960-01-01T00:00Z'), at('2030-01-01T00:00Z')];
      expect(time.segments(from, to)).toEqual([{ from, to, kind: 'open' }]);
      expect(time.elapsedSeconds(from, to)).toBe(secondsBetween(from, to));
      for (let start = from; start < to; start = addSeconds(start, 10 * 365 * DAY)) {
        const due = addSeconds(start, 19 * 365 * DAY);
        expect(time.add(start, time.elapsedSeconds(start, due))).toBe(due);
      }
    },
  );
});

describe('segments', () => {
  it('are none of no time', () => {
    expect(OFFICE.segments(at('2026-11-23T10:00Z'), at('2026-11-23T10:00Z'))).toEqual([]);
  });

  it('are a single closed one where nothing is open', () => {
    const [from, to] = [at('2026-11-28T00:00Z'), at('2026-11-29T00:00Z')];
    expect(OFFICE.segments(from, to)).toEqual([{ from, to, kind: 'closed' }]);
  });
});

describe('business days', () => {
  it('end at the same time of day, as many open days later', () => {
    const time = calendar({ holidays: ['2026-11-26'] });
    expect(time.addBusinessDays(at('2026-11-23T10:30Z'), 2)).toBe(at('2026-11-25T10:30Z'));
    expect(time.addBusinessDays(at('2026-11-24T10:30Z'), 3)).toBe(at('2026-11-30T10:30Z'));
  });

  it('count a start outside hours as the next opening', () => {
    expect(OFFICE.addBusinessDays(at('2026-11-27T17:00Z'), 1)).toBe(at('2026-12-01T09:00Z'));
    expect(OFFICE.addBusinessDays(at('2026-11-28T12:00Z'), 0)).toBe(at('2026-11-30T09:00Z'));
  });

  it('end at the closing before, where it is closed at that time', () => {
    const early = calendar({ overrides: { '2026-11-24': [['09:00', '12:00']] } });
    expect(early.addBusinessDays(at('2026-11-23T15:00Z'), 1)).toBe(at('2026-11-24T12:00Z'));
  });

  it('end with the first opening, where it is closed until after that time', () => {
    const slow = calendar({ overrides: { '2026-11-24': [['13:00', '15:00']] } });
    expect(slow.addBusinessDays(at('2026-11-23T10:00Z'), 1)).toBe(at('2026-11-24T13:00Z'));
  });

  it('end at closing, where that is the time of day', () => {
    const short = calendar({ overrides: { '2026-11-24': [['09:00', '16:00']] } });
    expect(short.addBusinessDays(at('2026-11-23T16:00Z'), 1)).toBe(at('2026-11-24T16:00Z'));
  });

  it('keep the time of day on the wall, not the hours between', () => {
    const time = calendar({ timezone: 'America/New_York', weekly: everyDay(NINE_TO_FIVE) });
    expect(time.addBusinessDays(at('2026-03-07T15:00Z'), 1)).toBe(at('2026-03-08T14:00Z'));
  });

  it('count from the end of the hour that autumn repeats, if they begin in its second pass', () => {
    const time = calendar({ timezone: 'America/New_York', weekly: everyDay(ALL_DAY) });
    expect(time.addBusinessDays(at('2026-11-01T05:50Z'), 1)).toBe(at('2026-11-02T06:50Z'));
    expect(time.addBusinessDays(at('2026-11-01T06:10Z'), 1)).toBe(at('2026-11-02T07:00Z'));
  });
});

describe('a wall clock that is moved', () => {
  it('opens at the first instant after the gap, where its opening time does not exist', () => {
    const time = calendar({ timezone: 'America/New_York', weekly: { sun: [['02:30', '04:00']] } });
    expect(time.add(at('2026-03-08T00:00Z'), 0)).toBe(at('2026-03-08T07:00Z'));
    expect(time.elapsedSeconds(at('2026-03-08T00:00Z'), at('2026-03-09T00:00Z'))).toBe(HOUR);
  });

  it('never opens for an interval within the gap', () => {
    const time = calendar({ timezone: 'Europe/London', weekly: { sun: [['01:10', '01:50']] } });
    expect(time.add(at('2026-03-29T00:00Z'), 0)).toBe(at('2026-04-05T00:10Z'));
  });

  it('opens and closes at the first of two ambiguous times', () => {
    const time = calendar({ timezone: 'America/New_York', weekly: { sun: [['01:00', '01:30']] } });
    expect(time.segments(at('2026-11-01T05:00Z'), at('2026-11-01T07:00Z'))).toEqual([
      { from: at('2026-11-01T05:00Z'), to: at('2026-11-01T05:30Z'), kind: 'open' },
      { from: at('2026-11-01T05:30Z'), to: at('2026-11-01T07:00Z'), kind: 'closed' },
    ]);
  });

  it('counts real time: a night of 23 hours in spring, of 25 in autumn', () => {
    const time = calendar({ timezone: 'Europe/London', weekly: { sun: ALL_DAY } });
    expect(time.elapsedSeconds(at('2026-03-28T12:00Z'), at('2026-03-30T12:00Z'))).toBe(23 * HOUR);
    expect(time.elapsedSeconds(at('2026-10-24T12:00Z'), at('2026-10-26T12:00Z'))).toBe(25 * HOUR);
  });

  it('is moved by half an hour on Lord Howe Island', () => {
    const time = calendar({ timezone: 'Australia/Lord_Howe', weekly: { sun: [['01:00', '04:00']] } });
    expect(time.elapsedSeconds(at('2026-04-04T00:00Z'), at('2026-04-06T00:00Z'))).toBe(3.5 * HOUR);
    expect(time.elapsedSeconds(at('2026-10-03T00:00Z'), at('2026-10-05T00:00Z'))).toBe(2.5 * HOUR);
  });

  it('left out midnight in São Paulo in spring: that date began at 01:00', () => {
    const time = calendar({ timezone: 'America/Sao_Paulo', weekly: { sun: [['00:00', '02:00']] } });
    expect(time.add(at('2018-11-04T00:00Z'), 0)).toBe(at('2018-11-04T03:00Z'));
    expect(time.elapsedSeconds(at('2018-11-03T00:00Z'), at('2018-11-05T00:00Z'))).toBe(HOUR);
  });

  it('reached midnight in São Paulo an hour late in autumn: that date had 25 hours', () => {
    const time = calendar({ timezone: 'America/Sao_Paulo', weekly: { sat: ALL_DAY } });
    expect(time.add(at('2018-02-17T00:00Z'), 25 * HOUR)).toBe(at('2018-02-18T03:00Z'));
    // Half past eleven for the second time is still Saturday: one open day later is the Saturday after.
    expect(time.addBusinessDays(at('2018-02-18T02:30Z'), 1)).toBe(at('2018-02-25T03:00Z'));
  });

  it('skipped 30 December 2011 in Apia: that date has no opening and is no business day', () => {
    const time = calendar({ timezone: 'Pacific/Apia' });
    expect(time.elapsedSeconds(at('2011-12-30T09:59Z'), at('2011-12-31T00:00Z'))).toBe(0);
    // Thursday 29 December at noon; Monday 2 January is next.
    expect(time.addBusinessDays(at('2011-12-29T22:00Z'), 1)).toBe(at('2012-01-01T22:00Z'));
  });

  it('has the offset of its time, in the past as in the future, and not that of today', () => {
    const moscow = calendar({ timezone: 'Europe/Moscow' });
    expect(moscow.add(at('2012-06-04T00:00Z'), 0)).toBe(at('2012-06-04T05:00Z'));
    expect(moscow.add(at('2026-06-01T00:00Z'), 0)).toBe(at('2026-06-01T06:00Z'));
    const kathmandu = calendar({ timezone: 'Asia/Kathmandu' });
    expect(kathmandu.add(at('1985-06-03T00:00Z'), 0)).toBe(at('1985-06-03T03:30Z'));
    expect(kathmandu.add(at('1986-06-02T00:00Z'), 0)).toBe(at('1986-06-02T03:15Z'));
    const berlin = calendar({ timezone: 'Europe/Berlin' });
    expect(berlin.add(at('2150-07-06T00:00Z'), 0)).toBe(at('2150-07-06T07:00Z'));
  });
});

describe('intervals that nobody has checked', () => {
  it('count no time twice, in whatever order they are', () => {
    const time = calendar({
      weekly: {
        mon: [
          ['13:00', '17:00'],
          ['09:00', '14:00'],
          ['10:00', '11:00'],
          ['18:00', '18:00'],
          ['20:00', '19:00'],
        ],
      },
    });
    expect(time.elapsedSeconds(at('2026-11-23T00:00Z'), at('2026-11-24T00:00Z'))).toBe(8 * HOUR);
    expect(time.add(at('2026-11-23T12:00Z'), 5 * HOUR + MINUTE)).toBe(at('2026-11-30T09:01Z'));
  });
});

describe('an unknown zone', () => {
  it('is a RangeError once time is asked for', () => {
    expect(() => calendar({ timezone: 'Mars/Olympus' }).add(at('2026-11-23T00:00Z'), 1)).toThrow(RangeError);
  });
});
