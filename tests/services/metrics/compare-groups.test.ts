import { expect, test } from 'vitest';
import { NO_COUNTERS } from '#domain/metrics/counters.ts';
import { figuresOf } from '#domain/metrics/figures.ts';
import { comparedGroups } from '#services/metrics/compare-groups.ts';
import type { GroupKey } from '#services/metrics/group-key.ts';

function group(key: GroupKey, submitted: number) {
  const counters = { ...NO_COUNTERS, counts: new Map([['submitted', submitted] as const]) };
  return { key, counters, figures: figuresOf(counters) };
}

/** What is listed of each group: what was submitted, and what was before. */
const told = (groups: ReturnType<typeof comparedGroups>) =>
  groups.map(({ key, figures, change }) => [
    'day' in key ? key.day : 'ownerId' in key && key.ownerId,
    figures.counts.submitted,
    change?.counts.submitted.before,
  ]);

test('a group in which something was counted only in the period before is listed with nothing, in its place', () => {
  const owner = (ownerId: string, submitted: number) => group({ by: 'owner', ownerId }, submitted);
  const groups = comparedGroups([owner('b', 1), owner('d', 2)], [owner('a', 3), owner('b', 4), owner('c', 5)], 30);
  expect(told(groups)).toEqual([
    ['a', 0, 3],
    ['b', 1, 4],
    ['c', 0, 5],
    ['d', 2, undefined],
  ]);
});

test('a day of the period before counts in the place where it would be in this one', () => {
  const day = (name: string, submitted: number) => group({ by: 'day', day: name }, submitted);
  const groups = comparedGroups([day('2026-11-03', 1)], [day('2026-11-01', 2), day('2026-10-31', 3)], 2);
  expect(told(groups)).toEqual([
    ['2026-11-02', 0, 3],
    ['2026-11-03', 1, 2],
  ]);
});

test('nothing is listed beside what was counted where no period is compared with', () => {
  expect(told(comparedGroups([group({ by: 'owner', ownerId: 'a' }, 1)], [], 30))).toEqual([['a', 1, undefined]]);
});
