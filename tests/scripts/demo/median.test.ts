import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, seconds } from '../../../scripts/demo/median.ts';

describe('the median', () => {
  it('is the value in the middle, or the mean of the two there', () => {
    expect(median([30, 10, 20])).toBe(20);
    expect(median([40, 10, 30, 20])).toBe(25);
  });

  it('has as many values on one side as on the other, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000, max: 100_000 }), { minLength: 1 }), (values) => {
        const middle = median(values);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('of nothing is an error, not a number', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('is shown in seconds', () => {
    expect(seconds(1_234)).toBe('1.23 s');
  });
});
