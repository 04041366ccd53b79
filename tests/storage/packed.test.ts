import { expect, test } from 'vitest';
import { pack, unpack } from '#storage/packed.ts';

const json = (bytes: number) => JSON.stringify('a'.repeat(bytes));

test('what is small stays readable', () => {
  expect(pack(json(500))).toEqual({ doc: json(500) });
});

test('what would cost another unit in the clear is deflated, counting what stands beside it in the item', () => {
  expect(pack(json(1500))).toHaveProperty('packed');
  expect(pack(json(600), 300)).toHaveProperty('doc');
  expect(pack(json(600), 500)).toHaveProperty('packed');
});

test('what deflating does not make cheaper stays readable', () => {
  expect(pack(json(10), 1100)).toHaveProperty('doc');
});

test.each([0, 900, 3000])('comes back as it was: %i bytes', (bytes) => {
  expect(unpack(pack(json(bytes)))).toBe(json(bytes));
});
