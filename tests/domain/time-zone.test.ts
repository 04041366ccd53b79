import { describe, expect, it } from 'vitest';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { isTimeZone } from '#domain/time-zone.ts';
import { BIRTH } from '#tests/support/instants.ts';

describe('a time zone', () => {
  it.each([
    'Europe/Berlin',
    'europe/berlin',
    'UTC',
    'Etc/GMT+5',
    'America/Argentina/Buenos_Aires',
    'US/Pacific',
    'EST5EDT',
  ])('is %s, and a calendar can be calculated in it', (timezone) => {
    expect(isTimeZone(timezone)).toBe(true);
    const time = calendarTime({ timezone, weekly: { mon: [['09:00', '17:00']] }, holidays: [], overrides: {} });
    expect(time.add(BIRTH, 1) > BIRTH).toBe(true);
  });

  it.each(['', 'PST', 'ist', '+02:00', '-05', 'Mars/Olympus', 'Europe/Berlin ', 'Europe'])('is not "%s"', (text) => {
    expect(isTimeZone(text)).toBe(false);
  });
});
