import { expect, test } from 'vitest';
import { nearestOf } from '#domain/nearest.ts';

const TYPES = ['handoff.accepted', 'handoff.assigned', 'clock.breached', 'clock.warned'];

test.each([
  ['a letter left out', 'handoff.acepted', 'handoff.accepted'],
  ['a letter too many', 'clock.warnned', 'clock.warned'],
  ['another letter', 'clock_breached', 'clock.breached'],
  ['letters swapped', 'handoff.asigend', 'handoff.assigned'],
  ['another form of the word', 'clock.breach', 'clock.breached'],
  ['itself', 'clock.warned', 'clock.warned'],
])('a slip leads to what was meant: %s', (_, word, meant) => {
  expect(nearestOf(word, TYPES)).toBe(meant);
});

test.each(['', '*', 'invoice.paid.in.full', 'x'.repeat(200)])('%j is near to none', (word) => {
  expect(nearestOf(word, TYPES)).toBeUndefined();
});

test('of several the nearest is it', () => {
  expect(nearestOf('abcdef', ['abcxyf', 'abcdex', 'abcdefgh'])).toBe('abcdex');
});
