import { expect, it } from 'vitest';
import { table } from '../../../scripts/demo/table.ts';

it('gives each column the width of its widest cell, and leaves no blanks at the end of a line', () => {
  expect(
    table(
      ['#', 'event', 'what'],
      [
        ['1', 'handoff.submitted', ''],
        ['10', 'x', 'late'],
      ],
    ),
  ).toEqual([
    '#   event              what',
    '──  ─────────────────  ────',
    '1   handoff.submitted',
    '10  x                  late',
  ]);
});
