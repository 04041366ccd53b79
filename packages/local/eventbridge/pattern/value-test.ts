import ipaddr from 'ipaddr.js';
import { isJsonObject, type JsonValue } from '../../aws-protocol/json-value.ts';
import { anythingBut } from './anything-but.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { numericTest } from './numeric-test.ts';
import { foldCase, stringTest, textTest, wildcardTest } from './text-test.ts';

/** What may stand at a leaf of an event. */
export type Scalar = string | number | boolean | null;

/** Whether one value at a leaf fulfils the pattern. */
export type ValueTest = (value: Scalar) => boolean;

/** One alternative in the list of a field: a test of its value, or that the field is not there at all. */
export type Alternative = { readonly kind: 'value'; readonly test: ValueTest } | { readonly kind: 'absent' };

/** Reads one element of a pattern's list. Throws InvalidEventPatternException. */
export function parseAlternative(element: JsonValue): Alternative {
  if (typeof element !== 'object' || element === null) return value((actual) => actual === element);
  if (!isJsonObject(element)) throw invalidPattern('Match value must be String, number, true, false, or null');
  const [[operator, operand] = [undefined, null], ...others] = Object.entries(element);
  if (operator === undefined) throw invalidPattern('Match expression name not found');
  if (others.length > 0) throw invalidPattern('Only one key allowed in match expression');
  return parseOperator(operator, operand);
}

function parseOperator(operator: string, operand: JsonValue): Alternative {
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean') throw invalidPattern('exists match pattern must be either true or false.');
      return operand ? value(() => true) : { kind: 'absent' };
    case 'prefix':
      return value(affixTest('prefix', operand, (text, prefix) => text.startsWith(prefix)));
    case 'suffix':
      return value(affixTest('suffix', operand, (text, suffix) => text.endsWith(suffix)));
    case 'equals-ignore-case':
      return value(stringTest('equals-ignore-case', operand, (text, folded) => foldCase(text) === foldCase(folded)));
    case 'wildcard':
      return value(wildcardTest(operand));
    case 'anything-but':
      return value(anythingBut(operand));
    case 'numeric':
      return value(numericTest(operand));
    case 'cidr':
      return value(cidrTest(operand));
    default:
      throw invalidPattern(`Unrecognized match type ${operator}`);
  }
}

function value(test: ValueTest): Alternative {
  return { kind: 'value', test };
}

/** `"text"` or `{"equals-ignore-case": "text"}`. */
function affixTest(name: string, operand: JsonValue, holds: (text: string, affix: string) => boolean): ValueTest {
  const folded = isJsonObject(operand) ? operand['equals-ignore-case'] : undefined;
  if (typeof folded !== 'string' || Object.keys(operand ?? {}).length !== 1) return stringTest(name, operand, holds);
  return textTest((text) => holds(foldCase(text), foldCase(folded)));
}

function cidrTest(operand: JsonValue): ValueTest {
  // The words "prefix match pattern" are those of AWS.
  if (typeof operand !== 'string') throw invalidPattern('prefix match pattern must be a string');
  const [address = '', bits = '', ...rest] = operand.split('/');
  if (!operand.includes('/') || rest.length > 0) throw invalidPattern("Malformed CIDR, one '/' required");
  if (!/^\d{1,3}$/.test(bits)) throw invalidPattern('Malformed CIDR, mask bits must be an integer');
  if (!isAddress(address)) throw invalidPattern(`Nonstandard IP address: ${address}`);
  const network = ipaddr.parse(address);
  const most = network.kind() === 'ipv4' ? 32 : 128;
  if (Number(bits) > most) throw invalidPattern(`Malformed CIDR, mask bits must be at most ${most}`);
  return textTest((text) => {
    if (!isAddress(text)) return false;
    const actual = ipaddr.parse(text);
    return actual.kind() === network.kind() && actual.match(network, Number(bits));
  });
}

function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}
