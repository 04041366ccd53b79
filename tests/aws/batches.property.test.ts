import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inBatches } from '#aws/batches.ts';
import { holds } from '#tests/support/property.ts';

const anyLoad = fc.record({
  sizes: fc.array(fc.nat({ max: 30 }), { maxLength: 60 }),
  limits: fc.record({ count: fc.integer({ min: 1, max: 12 }), bytes: fc.integer({ min: 1, max: 40 }) }),
});
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
const bytesOf = ({ size }: { size: number }) => size;

test('batches hold every item once and in order, and none is empty', () => {
  holds(anyLoad, 1000, ({ sizes, limits }) => {
    const items = sizes.map((size, index) => ({ size, index }));
    const batches = inBatches(items, bytesOf, limits);
    expect(batches.flat()).toEqual(items);
    expect(batches.every((batch) => batch.length > 0)).toBe(true);
  });
});

test('no batch is beyond a limit, unless it is one item that is too large by itself', () => {
  holds(anyLoad, 1000, ({ sizes, limits }) => {
    for (const batch of inBatches(sizes, (size) => size, limits)) {
      expect(batch.length).toBeLessThanOrEqual(limits.count);
      if (batch.length > 1) expect(sum(batch)).toBeLessThanOrEqual(limits.bytes);
    }
  });
});

test('no batch ends while there is room for the next item', () => {
  holds(anyLoad, 1000, ({ sizes, limits }) => {
    const batches = inBatches(sizes, (size) => size, limits);
    for (const [index, [next = 0]] of batches.slice(1).entries()) {
      const batch = batches[index] ?? [];
      expect(batch.length === limits.count || sum(batch) + next > limits.bytes).toBe(true);
    }
  });
});

test('what fills a batch exactly is one batch', () => {
  expect(inBatches([4, 6], (size) => size, { count: 2, bytes: 10 })).toEqual([[4, 6]]);
  expect(inBatches([4, 6, 0], (size) => size, { count: 2, bytes: 10 })).toEqual([[4, 6], [0]]);
});
