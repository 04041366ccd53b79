import { expect, test } from 'vitest';
import { NO_COUNTERS } from '#domain/metrics/counters.ts';
import { figuresOf } from '#domain/metrics/figures.ts';
import { comparedGroups } from '#services/metrics/compare-groups.ts';
import type { GroupKey } from '#services/metrics/group-key.ts';

function group(key: GroupKey, submitted: number) {
  const counters = { ...NO_COUNTERS, counts: new Map([['submitted', submitted] as const]) };
  return { key, counters, figures: figuresOf(counters) };
}

const NOVEMBER = { shift: 31, last: '2026-11-30' };

/** What is listed of each group: what was submitted, and what was before. */
const told = (groups: ReturnType<typeof comparedGroups>) =>
  groups.map(({ key, figures, change }) => [
    'day' in key ? key.day : 'ownerId' in key && key.ownerId,
    figures.counts.submitted,
    change?.counts.submitted.before,
  ]);

test('a group in which something was counted only in the period before is listed with nothing, in its place', () => {
  const owner = (ownerId: string, submitted: number) => group({ by: 'owner', ownerId }, submitted);
  const groups = comparedGroups(
    [owner('b', 1), owner('d', 2)],
    [owner('a', 3), owner('b', 4), owner('c', 5)],
    NOVEMBER,
  );
  expect(told(groups)).toEqual([
    ['a', 0, 3],
    ['b', 1, 4],
    ['c', 0, 5],
    ['d', 2, undefined],
  ]);
});

test('a day of the period before counts in the place where it would be in this one', () => {
  const day = (name: string, submitted: number) => group({ by: 'day', day: name }, submitted);
  const groups = comparedGroups([day('2026-11-03', 1)], [day('2026-11-01', 2), day('2026-10-31', 3)], {
    shift: 2,
    last: '2026-11-04',
  });
  expect(told(groups)).toEqual([
    ['2026-11-02', 0, 3],
    ['2026-11-03', 1, 2],
  ]);
});

test('a day of a longer month has no place in a shorter one, and the last of a longer one nothing before it', () => {
  const day = (name: string, submitted: number) => group({ by: 'day', day: name }, submitted);
  expect(told(comparedGroups([day('2026-11-30', 1)], [day('2026-10-30', 2), day('2026-10-31', 3)], NOVEMBER))).toEqual([
    ['2026-11-30', 1, 2],
  ]);
  const december = { shift: 30, last: '2026-12-31' };
  expect(told(comparedGroups([day('2026-12-31', 1)], [day('2026-11-30', 2)], december))).toEqual([
    ['2026-12-30', 0, 2],
    ['2026-12-31', 1, undefined],
  ]);
});

test('nothing is listed beside what was counted where no period is compared with', () => {
  expect(told(comparedGroups([group({ by: 'owner', ownerId: 'a' }, 1)], [], NOVEMBER))).toEqual([['a', 1, undefined]]);
});
