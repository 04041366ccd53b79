import { expect, test } from 'vitest';
import { type Check, checkText } from '#cli/show-check.ts';
import { idsIn, receiverLines } from '#cli/show-receiver.ts';

const TRACE: Check['routing']['trace'] = { rules: [{ id: 'all', matched: true }], considered: [] };
const CLOCK = { name: 'accept', dueAt: '2026-11-23T12:00:00.000Z' };
const check = (part: Partial<Check>): Check => ({
  ready: true,
  criteria: [{ id: 'arr_known', met: true }],
  schemaErrors: [],
  routing: { to: { ownerId: 'own_1' }, reason: 'rule', ruleId: 'all', trace: TRACE },
  clocks: [CLOCK],
  ...part,
});

const words = (descriptions: [string, string][], names: [string, string][] = []) => ({
  descriptions: new Map(descriptions),
  names: new Map(names),
});

test('a check that is ready says who would get it, and by when', () => {
  expect(checkText(check({}), words([['arr_known', 'ARR is known']]))).toBe(
    'ready\n  ✓ arr_known: ARR is known\ngoes to: own_1, by rule all\nclock accept: due 2026-11-23T12:00:00.000Z',
  );
});

test('every gap is told with what the criterion says, or without where that may not be read', () => {
  const gaps = {
    ready: false,
    criteria: [{ id: 'arr_known', met: false, error: 'no such key: arr' }],
    schemaErrors: [{ pointer: '/goals', keyword: 'required', message: 'is required' }],
  };
  const lines = (descriptions: ReadonlyMap<string, string>) =>
    checkText(check(gaps), { descriptions, names: new Map() }).split('\n');
  expect(lines(new Map([['arr_known', 'ARR is known']])).slice(0, 3)).toEqual([
    'not ready: 2 gaps',
    '  ✗ packet/goals: is required',
    '  ✗ arr_known: ARR is known (no such key: arr)',
  ]);
  expect(lines(new Map())[2]).toBe('  ✗ arr_known: not met (no such key: arr)');
});

test.each<[Omit<Check['routing'], 'trace'>, string]>([
  [{ to: { queueId: 'que_1' }, reason: 'fallback' }, 'queue que_1, as the fallback'],
  [{ to: { ownerId: 'own_1' }, reason: 'request' }, 'own_1, as you ask'],
  [{ reason: 'unrouted', waitsIn: 'que_1' }, 'nobody, waiting in que_1, as nobody could be found'],
])('the receiver of %j is told', (routing, told) => {
  expect(checkText(check({ routing: { ...routing, trace: TRACE } }), words([]))).toContain(`goes to: ${told}\n`);
});

test('what the contract says cannot steer the terminal', () => {
  expect(checkText(check({}), words([['arr_known', 'x\u001b[2J']], [['own_1', 'Ana\u001b[2J']]))).not.toContain(
    '\u001b',
  );
});

test('people are told by name and id who gets it, who was passed over, and why', () => {
  const routing: Check['routing'] = {
    to: { ownerId: 'own_3' },
    reason: 'fallback',
    trace: {
      rules: [{ id: 'all', matched: true }],
      considered: [
        {
          assignee: { queueId: 'que_1' },
          availability: 'nobody',
          via: 'rule',
          members: [
            { ownerId: 'own_1', availability: 'closed' },
            { ownerId: 'own_2', availability: 'full' },
          ],
        },
        { assignee: { ownerId: 'own_2' }, availability: 'absent', via: 'rule_fallback' },
        { assignee: { ownerId: 'own_3' }, availability: 'available', via: 'contract_fallback' },
      ],
    },
  };
  expect([...new Set(idsIn(routing))].sort()).toEqual(['own_1', 'own_2', 'own_3', 'que_1']);
  const names = new Map([
    ['own_1', 'Ana'],
    ['own_3', 'Cy'],
    ['que_1', 'Line'],
  ]);
  expect(receiverLines(routing, names)).toEqual([
    'goes to: Cy (own_3), as the fallback',
    '  passed over: Line (que_1) has nobody available: Ana (own_1) is outside of working hours, own_2 has no capacity left',
    '  passed over: own_2 is out of office',
  ]);
});

test('a fallback for want of a rule, and a rule that cannot be evaluated, are told as such', () => {
  const rules = [
    { id: 'big', matched: false },
    { id: 'odd', matched: false, error: 'no such key: arr' },
  ];
  const routing: Check['routing'] = { to: { ownerId: 'own_1' }, reason: 'fallback', trace: { rules, considered: [] } };
  expect(receiverLines(routing, new Map())).toEqual([
    'goes to: own_1, as the fallback: no rule matched',
    '  not by rule odd: no such key: arr',
  ]);
});
