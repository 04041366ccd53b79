import { describe, expect, it } from 'vitest';
import { compileCriteria } from '#domain/contract/compile.ts';
import { type CriteriaScope, evaluateCriteria } from '#domain/contract/criteria.ts';

const schema = {
  type: 'object',
  properties: {
    goals: { type: 'string' },
    arr: { type: 'number' },
    seats: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    deals: {
      type: 'array',
      items: { type: 'object', properties: { value: { type: 'number' }, won: { type: 'boolean' } } },
    },
    closeDate: { type: 'string', format: 'date-time' },
    region: { enum: ['eu', 'us'] },
    note: { type: ['string', 'null'] },
    owner: { $ref: '#/$defs/owner' },
    extra: { type: 'object', additionalProperties: { type: 'number' } },
    anything: {},
    'next-step': { type: 'string' },
  },
  $defs: {
    owner: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, manager: { $ref: '#/$defs/owner' } },
    },
  },
};
const scope: CriteriaScope = {
  packet: {
    goals: 'Grow in spring',
    arr: 12.5,
    seats: 3,
    tags: ['a', 'b'],
    deals: [
      { value: 1, won: true },
      { value: 2.5, won: false },
    ],
    closeDate: '2026-11-22T09:00:00Z',
    region: 'eu',
    note: null,
    owner: { name: 'Dana', manager: { name: 'Kai' } },
    extra: { x: 1 },
    anything: [1, 'two', { three: 3 }],
    'next-step': 'call',
  },
  subject: { type: 'account', id: 'acc-1', attributes: { tier: 'gold', size: 40 } },
  handoff: { id: 'hnd_1', attempt: 2, priority: 'high' },
};

function evaluate(expression: string, values: CriteriaScope = scope) {
  const use = values.outcome === undefined ? 'entry' : 'exit';
  const [result] = evaluateCriteria(compileCriteria([{ id: 'c', expression }], schema, use), values);
  return result;
}

describe('a number is a number', () => {
  it.each([
    'packet.arr > 0.0',
    'packet.arr > 0',
    'packet.arr == 12.5',
    'packet.seats >= 3',
    'packet.seats >= 3.0',
    'packet.seats == 3',
    'packet.seats == 3.0',
    '3 == packet.seats && 3.0 == packet.seats',
    'packet.seats != 4 && packet.seats != 4.5',
    'packet.seats + 1 == 4.0',
    'packet.seats * 1.5 == 4.5',
    'packet.arr - packet.seats == 9.5',
    'packet.seats / 2 == 1.5',
    'packet.seats % 2 == 1',
    'packet.seats in [1, 2, 3]',
    'packet.seats in [1.0, 3.0]',
    'packet.arr in [1, 12.5]',
    'size(packet.tags) == 2',
    'size(packet.tags) == 2.0',
    'size(packet.tags) < packet.seats',
    'size(packet.tags) + packet.arr > 14',
    'packet.tags[size(packet.tags) - 1] == "b"',
    'packet.deals[0].value == 1.0',
    'packet.deals.map(d, d.value) == [1, 2.5]',
    'packet.anything[0] == 1.0',
    'packet.anything[0] + 1 == 2',
    'packet.extra.x == 1.0',
    'subject.attributes.size > 39.5',
    'handoff.attempt == 2',
    '-packet.seats == -3.0',
    '(packet.seats > 1 ? 1 : 2.5) == 1.0',
    'int(packet.arr) == 12',
    'double("2.5") == 2.5 && int("7") == 7.0',
    'string(packet.seats) == "3"',
    '1e3 == 1000',
    '0x10 == 16',
  ])('%s', (expression) => {
    expect(evaluate(expression)).toEqual({ id: 'c', met: true });
  });

  it('in an outcome as well, however it was written', () => {
    const outcome: unknown = JSON.parse('{"count": 2, "rate": 2.0}');
    expect(evaluate('outcome.count == 2 && outcome.rate == 2 && outcome.count == 2.0', { ...scope, outcome })).toEqual({
      id: 'c',
      met: true,
    });
  });
});

describe('the language of criteria', () => {
  it.each([
    'has(packet.goals) && !has(packet.owner.manager.manager)',
    "packet.owner.manager.name == 'Kai'",
    "packet['next-step'] == 'call'",
    "packet.goals.startsWith('Grow') && packet.goals.endsWith('spring') && packet.goals.contains(' in ')",
    "packet.goals.matches('^Grow [a-z]+ spring$')",
    "packet.goals.lowerAscii() == 'grow in spring' && packet.goals.upperAscii() == 'GROW IN SPRING'",
    "'  x '.trim() == 'x'",
    "size('😀') == 1 && 'abc'.size() == 3",
    "packet.tags.exists(t, t == 'b') && packet.tags.all(t, size(t) == 1) && packet.tags.exists_one(t, t == 'a')",
    "packet.tags.filter(t, t != 'a') == ['b'] && packet.tags.map(t, t == 'a', t + '!') == ['a!']",
    "packet.extra.all(name, name == 'x') && 'x' in packet.extra && !('y' in packet.extra)",
    "'a' in packet.tags && !('z' in packet.tags)",
    'packet.note == null && packet.goals != null && null != packet.arr',
    "packet.region in ['eu', 'us']",
    "packet.tags + ['c'] == ['a', 'b', 'c']",
    "{'a': 1, 'b': [2]} == {'b': [2], 'a': 1.0}",
    "timestamp(packet.closeDate) < timestamp('2026-11-22T10:00:00+00:00')",
    "timestamp(packet.closeDate) + duration('1h30m') == timestamp('2026-11-22T11:30:00+01:00') - duration('0s')",
    "timestamp('2026-11-22T10:00:00Z') - timestamp(packet.closeDate) == duration('60m')",
    'timestamp(packet.closeDate).getFullYear() == 2026 && timestamp(packet.closeDate).getMonth() == 10',
    'timestamp(packet.closeDate).getDayOfWeek() == 0 && timestamp(packet.closeDate).getHours() == 9',
    "packet.anything != 'x' && dyn(packet.goals) != 1",
    "subject.type == 'account' && handoff.priority == 'high'",
  ])('%s', (expression) => {
    expect(evaluate(expression)).toEqual({ id: 'c', met: true });
  });

  it.each([
    ['false && packet.anything.x > 1', false],
    ['packet.anything.x > 1 && false', false],
    ['true || packet.anything.x > 1', true],
    ['packet.anything.x > 1 || true', true],
    ['packet.anything.exists(x, x == "two")', true],
    ['packet.anything.exists(x, x > 0)', true],
    ['packet.anything.all(x, x > 1)', false],
  ])('lets one side decide whatever error the other has: %s', (expression, met) => {
    expect(evaluate(expression)).toEqual({ id: 'c', met });
  });
});

describe('a criterion that errors is not met, and says why', () => {
  it.each([
    ["outcome.kickoffHeldAt != ''", '"kickoffHeldAt" is missing'],
    ['subject.attributes.none == 1', '"none" is missing'],
    ["subject.name != ''", '"name" is missing'],
    ['packet.deals[2].won', 'the list has no element 2'],
    ['packet.deals[0.5].won', 'a list is indexed by a whole number'],
    ['packet.anything[1] > 1', 'cannot order string and number'],
    ['packet.anything[1] + 1 == 2', '"+" has no meaning for string and number'],
    ['packet.anything[1]', 'the result is neither true nor false'],
    ['packet.anything[1] && true', 'needs true or false, got string'],
    ['packet.seats / (packet.seats - 3) > 1', 'divides by zero'],
    ['packet.seats % 0 == 1', 'divides by zero'],
    ['1e308 * 10 > 1', 'the number is out of range'],
    [
      'timestamp(packet.goals) < timestamp(packet.closeDate)',
      'timestamp() needs an RFC 3339 date-time, such as 2026-11-22T09:00:00Z',
    ],
    ["duration('soon') < duration('1h')", 'duration() needs a duration, such as 1h30m'],
    ['int(packet.goals) > 1', 'the text is not a number'],
    ['subject.attributes.constructor == 1', '"constructor" is missing'],
    ['subject.attributes.__proto__ == 1', '"__proto__" is missing'],
    ['packet.anything.length > 1', '"length" is missing'],
  ])('%s', (expression, error) => {
    const values = expression.startsWith('outcome') ? { ...scope, outcome: {} } : scope;
    expect(evaluate(expression, values)).toEqual({ id: 'c', met: false, error });
  });

  it('with one result for each, in order', () => {
    const criteria = ['true', 'false', 'packet.nope', '(('].map((expression, index) => ({
      id: `c${index}`,
      expression,
    }));
    expect(evaluateCriteria(compileCriteria(criteria, schema, 'entry'), scope)).toEqual([
      { id: 'c0', met: true },
      { id: 'c1', met: false },
      { id: 'c2', met: false, error: expect.stringContaining('no field "nope"') },
      { id: 'c3', met: false, error: expect.any(String) },
    ]);
  });

  it('also where the packet is not what its schema says', () => {
    const wrong = { ...scope, packet: { arr: 'lots', tags: 'a', deals: [1], owner: null } };
    expect(evaluate('packet.arr > 1', wrong)).toMatchObject({ met: false, error: 'cannot order string and number' });
    expect(evaluate('packet.tags.exists(t, true)', wrong)).toMatchObject({
      met: false,
      error: expect.stringContaining('needs a list'),
    });
    expect(evaluate('packet.deals.exists(d, d.won)', wrong)).toMatchObject({ met: false, error: '"won" is missing' });
    expect(evaluate('has(packet.owner.name)', wrong)).toMatchObject({
      met: false,
      error: 'null has no fields, so no "name"',
    });
    expect(evaluate('true', { ...scope, packet: 7 })).toEqual({ id: 'c', met: true });
  });
});
