import { beforeEach, describe, expect, test } from 'vitest';
import { RECENT_MS, RecentReads } from '#storage/recent-reads.ts';

let now = 0;
let reads: RecentReads;
beforeEach(() => {
  now = 0;
  reads = new RecentReads(() => now);
});

describe('a recent read', () => {
  test('holds for a second, and no longer', () => {
    reads.remember('a', 1, reads.changes);
    now = RECENT_MS - 1;
    expect(reads.get('a')).toBe(1);
    now = RECENT_MS;
    expect(reads.get('a')).toBeUndefined();
  });

  test('that began before a change made here does not replace that change', () => {
    const before = reads.changes;
    reads.changed('a', 'new');
    reads.remember('a', 'old', before);
    expect(reads.get('a')).toBe('new');
  });

  test('that began before a removal made here does not bring back what was removed', () => {
    const before = reads.changes;
    reads.changed('a', undefined);
    reads.remember('a', 'old', before);
    expect(reads.get('a')).toBeUndefined();
  });

  test('is dropped, the oldest first, when there are very many', () => {
    for (let index = 0; index < 5_001; index++) reads.remember(String(index), index, reads.changes);
    expect(reads.get('0')).toBeUndefined();
    expect(reads.get('1')).toBe(1);
    expect(reads.get('5000')).toBe(5_000);
  });
});
