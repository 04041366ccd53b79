import { expect, test } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { ProgressLines } from '../../../scripts/demo-data/progress.ts';

const day = (date: number) => instantFromEpoch(Date.UTC(2026, 4, date));

test('progress is said every five seconds at most, with the day and about how long it still takes', () => {
  const said: string[] = [];
  const lines = new ProgressLines({ begin: day(1), end: day(31), total: 60 }, (line) => void said.push(line), 0);
  lines.heard({ at: day(2), submitted: 2, done: 3 }, 4_999);
  lines.heard({ at: day(4), submitted: 6, done: 9 }, 5_000);
  lines.heard({ at: day(5), submitted: 8, done: 9 }, 9_000);
  lines.heard({ at: day(4), submitted: 6, done: 9 }, 30_000);
  expect(said).toEqual([
    '  2026-05-04: 6 of 60 handoffs, about 45 s left',
    '  2026-05-04: 6 of 60 handoffs, about 5 min left',
  ]);
});
