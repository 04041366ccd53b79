import type { JsonValue } from '../../aws-protocol/json-value.ts';
import { invalidPattern } from './invalid-pattern.ts';
import type { ValueTest } from './value-test.ts';

/** EventBridge compares numbers within these bounds only. */
const LIMIT = 5e9;

type Comparison = (actual: number) => boolean;

/** `["=", n]`, one bound such as `[">", n]`, or two such as `[">", n, "<=", m]`. Throws InvalidEventPatternException. */
export function numericTest(operand: JsonValue): ValueTest {
  if (!Array.isArray(operand)) throw invalidPattern('Value of numeric must be an array.');
  const [operator, bound, upperOperator, upperBound, ...rest] = operand;
  if (typeof operator !== 'string') throw invalidPattern('Invalid member in numeric match: operator expected');
  const lower = comparison(operator, bound);
  if (upperOperator === undefined) return numberTest([lower]);
  const isRange = operator.startsWith('>') && (upperOperator === '<' || upperOperator === '<=');
  if (!isRange) throw invalidPattern(`Bad numeric range operator: ${String(upperOperator)}`);
  const upper = comparison(upperOperator, upperBound);
  if (rest.length > 0) throw invalidPattern('Too many terms in numeric range expression');
  if (Number(bound) >= Number(upperBound)) throw invalidPattern('Bottom must be less than top');
  return numberTest([lower, upper]);
}

function numberTest(comparisons: readonly Comparison[]): ValueTest {
  return (actual) => typeof actual === 'number' && comparisons.every((holds) => holds(actual));
}

function comparison(operator: string, bound: JsonValue | undefined): Comparison {
  if (!['=', '<', '<=', '>', '>='].includes(operator)) {
    throw invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  }
  if (typeof bound !== 'number') throw invalidPattern(`Value of ${operator} must be numeric`);
  if (Math.abs(bound) > LIMIT) throw invalidPattern(`Value must be between -${LIMIT} and ${LIMIT}, inclusive`);
  switch (operator) {
    case '<':
      return (actual) => actual < bound;
    case '<=':
      return (actual) => actual <= bound;
    case '>':
      return (actual) => actual > bound;
    case '>=':
      return (actual) => actual >= bound;
    default:
      return (actual) => actual === bound;
  }
}
