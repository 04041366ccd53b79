import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '#local/aws-protocol/json-value.ts';
import { compilePattern } from '#local/eventbridge/pattern/compile.ts';
import { matchesPattern } from '#local/eventbridge/pattern/match.ts';

function matches(pattern: JsonValue, event: JsonValue): boolean {
  return matchesPattern(compilePattern(JSON.stringify(pattern)), event);
}

/** A pattern over one field, and the values of that field that it takes and does not take. */
const FIELD_PATTERNS: readonly [string, JsonValue, readonly JsonValue[], readonly JsonValue[]][] = [
  ['exact text', ['a', 'b'], ['a', 'b', ['x', 'b']], ['A', 'ab', '', null, ['x'], [], { a: 'a' }]],
  ['exact number', [300], [300, 3e2], ['300', 301, true]],
  ['true and false', [false], [false], [true, 'false', 0, null]],
  ['null', [null], [null, [null]], ['null', '', 0, []]],
  ['empty text', [''], [''], [' ', null]],
  ['prefix', [{ prefix: 'eu-' }], ['eu-', 'eu-west'], ['EU-west', 'us-eu-', 1, null]],
  ['empty prefix', [{ prefix: '' }], ['', 'x'], [1, null]],
  ['prefix of any case', [{ prefix: { 'equals-ignore-case': 'Ev' } }], ['eVent', 'EV'], ['even'.slice(1)]],
  ['suffix', [{ suffix: '.png' }], ['.png', 'a.png'], ['a.PNG', 'a.png.bak', 7]],
  ['suffix of any case', [{ suffix: { 'equals-ignore-case': '.png' } }], ['a.PNG'], ['a.jpg']],
  ['text of any case', [{ 'equals-ignore-case': 'Alice' }], ['ALICE', 'alice'], ['alic', 'alicea', null]],
  ['exists', [{ exists: true }], ['', 0, null, false, ['x']], [[], { a: 1 }]],
  ['does not exist', [{ exists: false }], [[], { a: 1 }], ['', 0, null, ['x']]],
  ['anything but text', [{ 'anything-but': 'a' }], ['b', '', null, 1, ['a', 'b']], ['a', ['a'], []]],
  ['anything but texts', [{ 'anything-but': ['a', 'b'] }], ['c', null], ['a', 'b']],
  ['anything but a number', [{ 'anything-but': 0 }], [1, '0', null], [0]],
  ['anything but numbers', [{ 'anything-but': [100, 200] }], [300, '100'], [100, 200]],
  ['anything but a prefix', [{ 'anything-but': { prefix: 'in' } }], ['post-in', 12, null], ['init']],
  ['anything but prefixes', [{ 'anything-but': { prefix: ['a', 'b'] } }], ['c'], ['ax', 'bx']],
  ['anything but suffixes', [{ 'anything-but': { suffix: ['.a', '.b'] } }], ['a.c'], ['x.a', 'x.b']],
  ['anything but any case', [{ 'anything-but': { 'equals-ignore-case': ['a', 'b'] } }], ['c'], ['A', 'B']],
  ['anything but wildcards', [{ 'anything-but': { wildcard: ['*/x/*', 'y'] } }], ['a/z/b', 3], ['a/x/b', 'y']],
  ['number equal', [{ numeric: ['=', 3.018e2] }], [301.8], ['301.8', 301.9]],
  ['number above', [{ numeric: ['>', 100] }], [101.0, 1e12], [100, null, '300']],
  ['number within', [{ numeric: ['>', 0, '<=', 5] }], [0.1, 5], [0, 5.1, -1]],
  ['number from', [{ numeric: ['>=', 0, '<', 5] }], [0, 4.9], [5]],
  ['IPv4 network', [{ cidr: '10.0.0.0/24' }], ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', '10.0.0.256', 'x', 10, '::1']],
  ['IPv6 network', [{ cidr: '2001:db8:1234:1a00::/64' }], ['2001:0db8:1234:1a00:0:0:0:1'], ['2001:db8:123f:1a01::']],
  ['wildcard', [{ wildcard: '/users/*/doc.*' }], ['/users/a/b/doc.txt', '/users//doc.'], ['/users/doc.txt']],
  ['wildcard, overlapping ends', [{ wildcard: 'ab*ba' }], ['abba', 'abxba'], ['aba']],
  ['wildcard that must backtrack', [{ wildcard: '*ab*ab' }], ['abab', 'xabxxabab'], ['ab', 'xab']],
  ['escaped star', [{ wildcard: 'a\\*b\\\\*' }], ['a*b\\', 'a*b\\c'], ['axb\\', 'a*b']],
  ['any of several', ['a', { prefix: 'b' }, { exists: false }, { numeric: ['=', 1] }], ['a', 'bx', 1, []], ['c', 2]],
];

describe('a condition on a field', () => {
  test.each(FIELD_PATTERNS)('%s', (_, condition, taken, refused) => {
    for (const value of taken) expect([value, matches({ f: condition }, { f: value })]).toEqual([value, true]);
    for (const value of refused) expect([value, matches({ f: condition }, { f: value })]).toEqual([value, false]);
  });

  test('an absent field fulfils exists: false alone', () => {
    expect(FIELD_PATTERNS.filter(([, condition]) => matches({ f: condition }, {})).map(([name]) => name)).toEqual([
      'does not exist',
      'any of several',
    ]);
  });
});

describe('conditions together', () => {
  const order = {
    detail: {
      lines: [
        { sku: 'a', state: 'open' },
        { sku: 'b', state: 'done' },
      ],
      total: 5,
    },
  };

  test.each<[string, JsonValue, JsonValue, boolean]>([
    ['all fields must match', { a: [1], b: [2] }, { a: 1, b: 3 }, false],
    ['names are case-sensitive', { A: [1] }, { a: 1 }, false],
    ['a nested object is followed', { detail: { total: [5] } }, order, true],
    ['any object of a list may match', { detail: { lines: { sku: ['b'] } } }, order, true],
    [
      'one object of a list must match as a whole',
      { detail: { lines: { sku: ['a'], state: ['done'] } } },
      order,
      false,
    ],
    ['the same object may match as a whole', { detail: { lines: { sku: ['b'], state: ['done'] } } }, order, true],
    [
      'exists: false looks at all objects of a list',
      { l: { y: [{ exists: false }] } },
      { l: [{ x: 1 }, { y: 2 }] },
      false,
    ],
    ['exists: false holds below what is absent', { a: { b: { c: [{ exists: false }] } } }, { z: 1 }, true],
    ['exists: true needs a value, not an object', { a: [{ exists: true }] }, { a: { b: 1 } }, false],
    ['a scalar is no object', { a: { b: [1] } }, { a: 1 }, false],
    ['JSON within text is text', { detail: { a: [1] } }, { detail: '{"a":1}' }, false],
    ['dots join names in an event', { a: { b: ['x'] } }, { 'a.b': 'x' }, true],
    ['dots join names in a pattern', { 'a.b': ['x'] }, { a: { b: 'x' } }, true],
    ['dots do not skip names', { 'a.b': { b: ['x'] } }, { a: { b: 'x' } }, false],
    ['$or takes either', { $or: [{ a: [1] }, { b: [2] }] }, { a: 0, b: 2 }, true],
    ['$or takes neither', { $or: [{ a: [1] }, { b: [2] }] }, { a: 0, b: 0 }, false],
    ['$or stands beside other fields', { c: [3], $or: [{ a: [1] }, { b: [2] }] }, { a: 1, c: 0 }, false],
    ['$or nests', { $or: [{ a: [1] }, { $or: [{ b: [2] }, { c: [3] }] }] }, { c: 3 }, true],
    ['$or within an object', { d: { $or: [{ a: [1] }, { b: [2], c: [3] }] } }, { d: { b: 2, c: 3 } }, true],
    ['__proto__ is a name like any other', JSON.parse('{"__proto__":{"a":[1]}}'), { a: 1 }, false],
    ['inherited names are absent', { toString: [{ exists: true }] }, {}, false],
  ])('%s', (_, pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});

describe('invalid patterns', () => {
  test.each<[string, string]>([
    ['{"int": 42}', '"int" must be an object or an array'],
    ['{"string": "x"}', '"string" must be an object or an array'],
    ['["a"]', 'Filter is not an object'],
    ['{"a": [', 'The pattern is not valid JSON'],
    ['{}', 'Empty objects are not allowed'],
    ['{"a": {}}', 'Empty objects are not allowed'],
    ['{"a": []}', 'Empty arrays are not allowed'],
    ['{"a": [[1]]}', 'Match value must be String, number, true, false, or null'],
    ['{"a": [{}]}', 'Match expression name not found'],
    ['{"a": [{"prefix": "x", "suffix": "y"}]}', 'Only one key allowed in match expression'],
    ['{"a": [{"EXISTS": true}]}', 'Unrecognized match type EXISTS'],
    ['{"a": [{"exists": 1}]}', 'exists match pattern must be either true or false.'],
    ['{"a": [{"prefix": 123}]}', 'prefix match pattern must be a string'],
    ['{"a": [{"suffix": [".png"]}]}', 'suffix match pattern must be a string'],
    ['{"a": [{"equals-ignore-case": ["x"]}]}', 'equals-ignore-case match pattern must be a string'],
    ['{"a": [{"wildcard": 1}]}', 'wildcard match pattern must be a string'],
    ['{"a": [{"wildcard": "arn:aws:events:us-east-1:**:x"}]}', 'Consecutive wildcard characters at pos 26'],
    ['{"a": [{"wildcard": "a\\\\b"}]}', 'Invalid escape character at pos 2'],
    ['{"a": [{"cidr": "10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
    ['{"a": [{"cidr": "bad-/64filter"}]}', 'Malformed CIDR, mask bits must be an integer'],
    ['{"a": [{"cidr": "xx.11.xx/8"}]}', 'Nonstandard IP address: xx.11.xx'],
    ['{"a": [{"cidr": "10.0.0.0/33"}]}', 'Malformed CIDR, mask bits must be at most 32'],
    ['{"a": [{"numeric": 10}]}', 'Value of numeric must be an array.'],
    ['{"a": [{"numeric": [">", 0, ">", 0]}]}', 'Bad numeric range operator: >'],
    ['{"a": [{"numeric": [">", 0, "<"]}]}', 'Value of < must be numeric'],
    ['{"a": [{"numeric": [">", 5, "<", 5]}]}', 'Bottom must be less than top'],
    ['{"a": [{"numeric": ["~", 5]}]}', 'Unrecognized numeric range operator: ~'],
    ['{"a": [{"numeric": [">", 0, "<", 5, "<", 6]}]}', 'Too many terms in numeric range expression'],
    ['{"a": [{"anything-but": null}]}', 'Value of anything-but must be an array or single string/number value.'],
    ['{"a": [{"anything-but": ["x", null]}]}', 'Inside anything but list, start|null|boolean is not supported.'],
    ['{"a": [{"anything-but": {"prefix": ""}}]}', 'Null prefix/suffix not allowed'],
    ['{"a": [{"anything-but": {"suffix": 1}}]}', 'prefix/suffix match pattern must be a string'],
    ['{"a": [{"anything-but": {"numeric": ["=", 1]}}]}', 'Unsupported anything-but pattern: numeric'],
    ['{"$or": [{"a": [1]}]}', 'There must have at least 2 Objects in $or relationship.'],
    ['{"$or": {"a": [1]}}', 'It must be an Array followed with $or.'],
    ['{"$or": [{"a": [1]}, 1]}', 'Only JSON object is allowed in array of $or relationship.'],
    ['{"$or": [{"a": [1]}, {"prefix": ["x"]}]}', 'prefix is Ruler reserved fieldName which cannot be used inside $or.'],
  ])('%s', (pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(`Event pattern is not valid. Reason: ${reason}`);
  });

  test('a pattern of more than a thousand combinations is refused', () => {
    const or = (name: string) => ({
      [name]: { $or: Array.from({ length: 11 }, (_, index) => ({ [`f${index}`]: [1] })) },
    });
    expect(() => compilePattern(JSON.stringify({ ...or('a'), ...or('b') }))).not.toThrow();
    expect(() => compilePattern(JSON.stringify({ ...or('a'), ...or('b'), ...or('c') }))).toThrow('too complex');
  });
});

const scalar = fc.oneof(fc.string({ maxLength: 4 }), fc.integer({ min: -5, max: 5 }), fc.boolean(), fc.constant(null));

test('every event fulfils the pattern made of its own values, and a sentinel value breaks it', () => {
  const name = fc.stringMatching(/^[a-z]{1,3}$/);
  const { event: events } = fc.letrec<{ event: Record<string, unknown> }>((tie) => ({
    event: fc.dictionary(name, fc.oneof({ maxDepth: 3 }, scalar, tie('event')), { minKeys: 1, maxKeys: 4 }),
  }));
  const patternOf = (value: unknown): JsonValue =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, patternOf(member)]))
      : [value as JsonValue];
  fc.assert(
    fc.property(events, (event) => {
      const pattern = Object(patternOf(event)) as { [key: string]: JsonValue };
      expect(matches(pattern, event as JsonValue)).toBe(true);
      const [first = ''] = Object.keys(event);
      expect(matches({ ...pattern, [first]: ['no event has this'] }, event as JsonValue)).toBe(false);
    }),
  );
});

test('for one value, anything-but is the opposite of the list, in each of its forms', () => {
  const texts = fc.array(fc.stringMatching(/^[ab]{1,3}$/), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(texts, fc.stringMatching(/^[abAB]{0,4}$/), (list, value) => {
      expect(matches({ f: [{ 'anything-but': list }] }, { f: value })).toBe(!matches({ f: list }, { f: value }));
      for (const operator of ['prefix', 'suffix', 'wildcard', 'equals-ignore-case']) {
        const positive = list.map((text) => ({ [operator]: text }));
        const negative = [{ 'anything-but': { [operator]: list } }];
        expect(matches({ f: negative }, { f: value })).toBe(!matches({ f: positive }, { f: value }));
      }
    }),
  );
});

test('a wildcard matches as the regular expression of the same meaning does', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab*]{0,8}$/), fc.stringMatching(/^[ab]{0,12}$/), (text, value) => {
      const pattern = text.replace(/\*+/g, '*');
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(value);
      expect(matches({ f: [{ wildcard: pattern }] }, { f: value })).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test('no pattern text makes anything but a compiled pattern or its refusal', () => {
  const operators = ['prefix', 'suffix', 'exists', 'anything-but', 'numeric', 'cidr', 'wildcard', '$or', 'a', 'a.b'];
  const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...operators), tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.oneof(
        values.map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      values,
      (text, event) => {
        let refusal: unknown;
        try {
          expect(typeof matchesPattern(compilePattern(text), event as JsonValue)).toBe('boolean');
        } catch (error) {
          refusal = error;
        }
        if (refusal !== undefined) expect(refusal).toMatchObject({ code: 'InvalidEventPatternException' });
      },
    ),
    { numRuns: 1000 },
  );
});
