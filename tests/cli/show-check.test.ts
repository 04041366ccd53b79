import { expect, test } from 'vitest';
import { type Check, checkText } from '#cli/show-check.ts';

const CLOCK = { name: 'accept', dueAt: '2026-11-23T12:00:00.000Z' };
const check = (part: Partial<Check>): Check => ({
  ready: true,
  criteria: [{ id: 'arr_known', met: true }],
  schemaErrors: [],
  routing: { to: { ownerId: 'own_1' }, reason: 'rule', ruleId: 'all' },
  clocks: [CLOCK],
  ...part,
});

test('a check that is ready says who would get it, and by when', () => {
  expect(checkText(check({}), new Map([['arr_known', 'ARR is known']]))).toBe(
    'ready\n  ✓ arr_known: ARR is known\ngoes to: own_1, by rule all\nclock accept: due 2026-11-23T12:00:00.000Z',
  );
});

test('every gap is told with what the criterion says, or without where that may not be read', () => {
  const gaps = {
    ready: false,
    criteria: [{ id: 'arr_known', met: false, error: 'no such key: arr' }],
    schemaErrors: [{ pointer: '/goals', keyword: 'required', message: 'is required' }],
  };
  const lines = (descriptions: ReadonlyMap<string, string>) => checkText(check(gaps), descriptions).split('\n');
  expect(lines(new Map([['arr_known', 'ARR is known']])).slice(0, 3)).toEqual([
    'not ready: 2 gaps',
    '  ✗ packet/goals: is required',
    '  ✗ arr_known: ARR is known (no such key: arr)',
  ]);
  expect(lines(new Map())[2]).toBe('  ✗ arr_known: not met (no such key: arr)');
});

test.each<[Check['routing'], string]>([
  [{ to: { queueId: 'que_1' }, reason: 'fallback' }, 'queue que_1, as the fallback'],
  [{ to: { ownerId: 'own_1' }, reason: 'request' }, 'own_1, as you ask'],
  [{ reason: 'unrouted', waitsIn: 'que_1' }, 'nobody, waiting in que_1, as nobody could be found'],
])('the receiver of %j is told', (routing, told) => {
  expect(checkText(check({ routing }), new Map())).toContain(`goes to: ${told}\n`);
});

test('what the contract says cannot steer the terminal', () => {
  expect(checkText(check({}), new Map([['arr_known', 'x\u001b[2J']]))).not.toContain('\u001b');
});
