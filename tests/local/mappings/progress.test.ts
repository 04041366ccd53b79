import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trackProgress } from '#local/mappings/progress.ts';

describe('the checkpoint of a shard worked on in parallel', () => {
  test('stays before the first record until that one is closed', () => {
    const progress = trackProgress();
    progress.opened(['1', '2', '3']);
    progress.closed(['2', '3']);
    expect(progress.reached()).toBeUndefined();
    progress.closed(['1']);
    expect(progress.reached()).toBe('3');
  });

  test('never passes an open record, in whatever order and portions records are closed', () => {
    const order = fc.integer({ min: 1, max: 30 }).chain((count) =>
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, index) => index + 1),
        { minLength: count },
      ),
    );
    fc.assert(
      fc.property(order, (closings) => {
        const progress = trackProgress();
        progress.opened(closings.map(String).sort((a, b) => Number(a) - Number(b)));
        const closed = new Set<number>();
        for (const number of closings) {
          progress.closed([String(number)]);
          closed.add(number);
          let gapless = 0;
          while (closed.has(gapless + 1)) gapless += 1;
          expect(progress.reached()).toBe(gapless === 0 ? undefined : String(gapless));
        }
      }),
    );
  });
});
