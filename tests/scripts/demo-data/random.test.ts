import { describe, expect, test } from 'vitest';
import { Random } from '../../../scripts/demo-data/plan/random.ts';

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

describe('what looks like chance', () => {
  test('is the same for the same seed and stream, and another for others', () => {
    expect(draw(new Random(7, 'a'), 20)).toEqual(draw(new Random(7, 'a'), 20));
    expect(draw(new Random(7, 'a'), 20)).not.toEqual(draw(new Random(8, 'a'), 20));
    expect(draw(new Random(7, 'a'), 20)).not.toEqual(draw(new Random(7, 'b'), 20));
  });

  test('is spread evenly, and stays within its bounds', () => {
    const random = new Random(7, 'spread');
    const tenths = new Array<number>(10).fill(0);
    for (const value of draw(random, 10_000)) {
      const tenth = Math.floor(value * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
    for (let round = 0; round < 1000; round++) {
      expect(random.whole(3, 5)).toBeOneOf([3, 4, 5]);
      expect(random.weighted([0, 1, 0])).toBe(1);
    }
  });
});
