import { expect, test } from 'vitest';
import { contractFacts } from '#domain/metrics/contract-facts.ts';

function factsOf(names: readonly string[]) {
  const properties = Object.fromEntries(names.map((name) => [name, {}]));
  return contractFacts({ clocks: [], packet: { schema: { type: 'object', properties } } });
}

test('what lies inside a declared field counts for it, and what is declared nowhere for none', () => {
  const { fieldOf } = factsOf(['goals', 'a/b']);
  expect(['/goals/0/text', '/a~1b', '/terms', ''].map(fieldOf)).toEqual(['/goals', '/a~1b', 'other', 'other']);
});

test('two hundred fields are told apart', () => {
  const names = Array.from({ length: 201 }, (_, index) => `field${index}`);
  const { fieldOf } = factsOf(names);
  expect(names.map((name) => fieldOf(`/${name}`)).filter((field) => field === 'other')).toHaveLength(1);
  expect(fieldOf('/field200')).toBe('other');
});

test('fields with endless names are told apart only as far as an item of figures has room for them', () => {
  const names = Array.from({ length: 200 }, (_, index) => `${index}`.padEnd(255, '~'));
  const { fieldOf } = factsOf(names);
  const told = new Set(names.map((name) => fieldOf(`/${name.replaceAll('~', '~0')}`)));
  expect([...told].join('').length).toBeLessThan(8_100);
  expect(told.size).toBeGreaterThan(2);
});
