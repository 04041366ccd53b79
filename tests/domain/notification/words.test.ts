import { expect, it } from 'vitest';
import { encodeWithin, plainLabel, plainText } from '#domain/notification/plain-text.ts';
import { targetWords } from '#domain/notification/target-words.ts';
import { inUtc, realTime, workingTime } from '#domain/notification/words.ts';
import { BIRTH } from '../../support/instants.ts';

it.each([
  [0, 'less than a second'],
  [0.9, 'less than a second'],
  [-5, 'less than a second'],
  [1, '1 second'],
  [61, '1 minute 1 second'],
  [3600, '1 hour'],
  [3605, '1 hour'],
  [7500, '2 hours 5 minutes'],
  [183_900, '2 days 3 hours'],
])('%s seconds of real time are %s', (seconds, words) => expect(realTime(seconds)).toBe(words));

it('working time is told in hours, because a day has no fixed length in it', () => {
  expect(workingTime(183_900)).toBe('51 hours 5 minutes');
});

it.each([
  [{ target: 'PT4H' }, '4 hours'],
  [{ target: 'PT4H', calendarId: 'cal_1' }, '4 hours of working time'],
  [{ target: { businessDays: 1 }, calendarId: 'cal_1' }, '1 business day'],
])('the target %j is %s', (clock, words) => expect(targetWords(clock)).toBe(words));

it('an instant is told with its zone', () => expect(inUtc(BIRTH)).toBe('23 Nov 2026, 09:00 UTC'));

it('text of a user is one line without controls and turns of direction', () => {
  expect(plainText('a\r\nb\u0000\u202ec\u2066d\u2028e', 100)).toBe('a b c d e');
  expect(plainText('\ud800x', 100)).toBe('\ufffdx');
});

it('what is too long is cut between characters, and says so', () => {
  expect(plainText('a😀b', 4)).toBe('a😀b');
  expect(plainText('a😀😀', 4)).toBe('a😀…');
  expect(encodeWithin('<<<', 9, () => '&lt;')).toBe('&lt;&lt;…');
});

it('a label means nothing in any markup', () => expect(plainLabel('**[a](b)** <c>_d')).toBe('a b c d'));
