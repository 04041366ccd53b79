import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEEPEST_NESTING, MOST_VALUES } from '#api/request/json-shape.ts';
import { parseStrictJson } from '#api/request/strict-json.ts';
import { UnacceptableJson } from '#api/request/unacceptable-json.ts';

describe('what JSON.parse reads and means the same to everybody', () => {
  test('is read alike', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!text.includes('"__proto__"') && text.isWellFormed() && !/\\u(?:0000|d[89a-f])/i.test(text));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{"a":{"a":1},"b":[{"a":1},{"a":2}]}'],
    ['"\\"\\\\\\":{,}[]"'],
    ['{"a\\"b":1,"a\\\\":2}'],
    ['[-0, 1e300, 9007199254740991, -9007199254740991, 9007199254740992, 100000000000000000000, 0.1]'],
    [' \t\r\n{ "a" : "b:c" } '],
    ['"😀"'],
    ['"\\ud83d\\ude00"'],
  ])('even if it is unusual: %s', (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test('up to the limits of depth and size', () => {
    const deep = '['.repeat(DEEPEST_NESTING) + ']'.repeat(DEEPEST_NESTING);
    expect(() => parseStrictJson(deep)).not.toThrow();
    expect(parseStrictJson(`[${Array(MOST_VALUES).fill(0).join()}]`)).toHaveLength(MOST_VALUES);
  });
});

/** The faults of the values in `text`: where each is, and of which kind. */
function faultsOf(text: string): unknown {
  try {
    parseStrictJson(text);
  } catch (error) {
    if (error instanceof UnacceptableJson) return error.violations.map(({ pointer, code }) => [pointer, code]);
    throw error;
  }
  return [];
}

describe('what would not', () => {
  test.each([
    ['a key twice', '{"a":1,"a":2}', 'the key "a" occurs twice'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'the key "a" occurs twice'],
    ['a key twice, deep inside', '[{"b":{"c":1,"d":[],"c":2}}]', 'the key "c" occurs twice'],
    ['__proto__', '{"__proto__":1}', 'the key "__proto__" is not allowed'],
    ['__proto__, escaped', '{"\\u005f_proto__":1}', 'the key "__proto__" is not allowed'],
    ['NUL', '["\\u0000"]', 'NUL'],
    ['NUL in a key', '{"a\\u0000":1}', 'NUL'],
    ['half of a surrogate pair', '"\\ud83d"', 'surrogate'],
    ['a number out of range', '[1e999]', 'out of range'],
    ['a negative number out of range', '[-1e999]', 'out of range'],
    ['an integer that would change', '[9007199254740993]', 'cannot be kept exactly'],
    ['an integer that would change, negative', '{"a":-12345678901234567890}', 'cannot be kept exactly'],
    ['a number that would become another', '{"a":[0.1,1.00000000000000000001]}', 'at /a/1, the number 1.0000'],
    ['a number that would become nothing', '1e-400', 'a double makes it 0'],
    ['too deep a value', `${'['.repeat(65)}${']'.repeat(65)}`, 'nested deeper than 64'],
    ['too deep an object', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 'nested deeper than 64'],
    [
      'too many values',
      `[${Array(MOST_VALUES + 2)
        .fill(0)
        .join()}]`,
      'more than 50000 values',
    ],
    ['nothing', '', 'not JSON'],
    ['half a value', '{"a":', 'not JSON'],
    ['two values', '1 2', 'not JSON'],
    ['a comment', '/* x */ 1', 'not JSON'],
    ['a trailing comma', '[1,]', 'not JSON'],
    ['NaN', 'NaN', 'not JSON'],
    ['a raw control character', '"\u0001"', 'not JSON'],
  ])('is refused: %s', (_, text, message) => {
    expect(() => parseStrictJson(text)).toThrow(UnacceptableJson);
    expect(() => parseStrictJson(text)).toThrow(message);
  });

  test('is refused at each number that would change, with its place', () => {
    const text = '{"a":{"b/c":[1,[2,9007199254740993.0]],"d":"1e-400"},"e":[{"x":1},{"f":-1e999}],"g":1e-400}';
    expect(faultsOf(text)).toEqual([
      ['/a/b~1c/1/1', 'number_inexact'],
      ['/e/1/f', 'number_out_of_range'],
      ['/g', 'number_inexact'],
    ]);
    expect(faultsOf('1e-400')).toEqual([['', 'number_inexact']]);
    expect(() => parseStrictJson(text)).toThrow('and 2 more, see errors');
  });

  test('is refused at no more numbers than a caller reads, however many there are, and however long their places', () => {
    expect(faultsOf(`[${Array(40_000).fill('1e-400').join()}]`)).toHaveLength(100);
    expect(faultsOf(`{"${'k'.repeat(20_000)}":[${Array(40_000).fill('1e-400').join()}]}`)).toHaveLength(1);
  });

  test('is refused by that one error and no other, whatever the text', () => {
    const fragments = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        ':',
        ',',
        '-',
        '1',
        'e',
        '.',
        'a',
        ' ',
        'null',
        '\\u',
        '00',
        '__proto__',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fragments.map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseStrictJson(text);
          } catch (error) {
            expect(error).toBeInstanceOf(UnacceptableJson);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
