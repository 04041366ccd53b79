import { expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import { boundedSegments } from '#services/calendar/bounded-segments.ts';
import { BIRTH, DAY, HOUR } from '../../support/instants.ts';
import { calendarOf } from './sample.ts';

const OFFICE = calendarTime(calendarOf());

test('over several years, segments are those of the whole span: none is cut where a year ends', () => {
  for (const start of [BIRTH, addSeconds(BIRTH, 10 * HOUR)]) {
    const end = addSeconds(start, 5 * 365 * DAY + HOUR);
    expect(boundedSegments(OFFICE, start, end, 20_000)).toEqual(OFFICE.segments(start, end));
  }
  const end = addSeconds(BIRTH, 3 * 365 * DAY);
  expect(boundedSegments(AROUND_THE_CLOCK, BIRTH, end, 1)).toEqual([{ from: BIRTH, to: end, kind: 'open' }]);
});

test('as many as are allowed are answered, and one more is not', () => {
  const end = addSeconds(BIRTH, 365 * DAY);
  const { length } = OFFICE.segments(BIRTH, end);
  expect(boundedSegments(OFFICE, BIRTH, end, length)).toHaveLength(length);
  expect(boundedSegments(OFFICE, BIRTH, end, length - 1)).toBeUndefined();
});

test('a span without length has none', () => {
  expect(boundedSegments(OFFICE, BIRTH, BIRTH, 1)).toEqual([]);
});
