import { expect, test } from 'vitest';
import { metricsQuery } from '#api/schemas/metrics-query.ts';
import { actionInputSchema } from '#domain/review/action.ts';
import { monthSchema } from '#domain/review/month.ts';

const messagesOf = (found: { readonly error?: { readonly issues: readonly { readonly message: string }[] } }) =>
  found.error?.issues.map(({ message }) => message) ?? [];

test.each([
  ['bad', 'must be a date, such as 2026-11-22'],
  ['2026-02-30', 'must be a date, such as 2026-11-22'],
  ['1969-12-30', 'must be a day from 1969-12-31 to 9998-12-31'],
  ['9999-01-01', 'must be a day from 1969-12-31 to 9998-12-31'],
])('a query of days is told one thing that is wrong with the day %s', (from, message) => {
  expect(messagesOf(metricsQuery().safeParse({ from }))).toEqual([message]);
});

test.each([
  ['soon', 'must be a date, such as 2026-11-15'],
  ['2201-01-01', 'must lie between 1900 and 2200'],
])('an action that is due on %s is told one thing that is wrong with it', (dueOn, message) => {
  expect(messagesOf(actionInputSchema().safeParse({ title: 'A', dueOn }))).toEqual([message]);
});

test.each(['9999-12', '1899-12', '2026-13', 'last'])('whoever asks for the month %s is told which can be', (month) => {
  expect(messagesOf(monthSchema().safeParse(month))).toEqual([
    'must be a month of the years 1900 to 2199, such as 2026-10',
  ]);
});
