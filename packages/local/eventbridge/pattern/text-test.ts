import type { JsonValue } from '../../aws-protocol/json-value.ts';
import { invalidPattern } from './invalid-pattern.ts';
import type { ValueTest } from './value-test.ts';
import { matchesWildcard, parseWildcard } from './wildcard.ts';

/** A test that only text can pass. */
export function textTest(holds: (text: string) => boolean): ValueTest {
  return (actual) => typeof actual === 'string' && holds(actual);
}

/** A test of text against an operand that must be text. Throws InvalidEventPatternException. */
export function stringTest(
  operator: string,
  operand: JsonValue,
  holds: (text: string, operand: string) => boolean,
): ValueTest {
  if (typeof operand !== 'string') throw invalidPattern(`${operator} match pattern must be a string`);
  return textTest((text) => holds(text, operand));
}

/** Throws InvalidEventPatternException for an operand that is not a valid wildcard. */
export function wildcardTest(operand: JsonValue): ValueTest {
  if (typeof operand !== 'string') throw invalidPattern('wildcard match pattern must be a string');
  const wildcard = parseWildcard(operand);
  if ('reason' in wildcard) throw invalidPattern(wildcard.reason);
  return textTest((text) => matchesWildcard(wildcard, text));
}

/** Text with its letters' case taken away, the same in every locale. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
