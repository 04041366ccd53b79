import { isJsonObject, type JsonValue } from '../../aws-protocol/json-value.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { foldCase, textTest, wildcardTest } from './text-test.ts';
import type { ValueTest } from './value-test.ts';

const NOT_A_VALUE = 'Value of anything-but must be an array or single string/number value.';

/**
 * The operand of anything-but: a string, a number, a list of either, or an object with one of prefix, suffix, wildcard
 * and equals-ignore-case over a string or a list of strings. A value that is not text differs from all text.
 */
export function anythingBut(operand: JsonValue): ValueTest {
  if (isJsonObject(operand)) return not(anyOf(nestedTests(operand)));
  const values = Array.isArray(operand) ? operand : [operand];
  if (values.length === 0) throw invalidPattern('Empty arrays are not allowed');
  const kinds = new Set(values.map((value) => typeof value));
  if ([...kinds].some((kind) => kind !== 'string' && kind !== 'number')) {
    throw invalidPattern(
      Array.isArray(operand) ? 'Inside anything but list, start|null|boolean is not supported.' : NOT_A_VALUE,
    );
  }
  if (kinds.size > 1) {
    throw invalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  return not((actual) => values.includes(actual));
}

function nestedTests(operand: { readonly [key: string]: JsonValue }): readonly ValueTest[] {
  const [[operator, excluded] = [undefined, null], ...others] = Object.entries(operand);
  if (operator === undefined || others.length > 0) throw invalidPattern('Only one key allowed in match expression');
  const values = Array.isArray(excluded) ? excluded : [excluded];
  if (values.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return values.map((value) => nestedTest(operator, value));
}

function nestedTest(operator: string, operand: JsonValue): ValueTest {
  switch (operator) {
    case 'prefix':
      return affix(operand, (text, prefix) => text.startsWith(prefix));
    case 'suffix':
      return affix(operand, (text, suffix) => text.endsWith(suffix));
    case 'wildcard':
      return wildcardTest(operand);
    case 'equals-ignore-case':
      if (typeof operand !== 'string') {
        throw invalidPattern(
          'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
        );
      }
      return textTest((text) => foldCase(text) === foldCase(operand));
    default:
      throw invalidPattern(`Unsupported anything-but pattern: ${operator}`);
  }
}

function affix(operand: JsonValue, holds: (text: string, affix: string) => boolean): ValueTest {
  if (isJsonObject(operand)) throw invalidPattern(NOT_A_VALUE);
  if (typeof operand !== 'string') throw invalidPattern('prefix/suffix match pattern must be a string');
  if (operand === '') throw invalidPattern('Null prefix/suffix not allowed');
  return textTest((text) => holds(text, operand));
}

function anyOf(tests: readonly ValueTest[]): ValueTest {
  return (actual) => tests.some((test) => test(actual));
}

function not(test: ValueTest): ValueTest {
  return (actual) => !test(actual);
}
