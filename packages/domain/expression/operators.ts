import { isJsonObject } from '../packet/json.ts';
import { equals } from './equality.ts';
import { type Budget, Duration, EvaluationFault, kindOfValue, MAX_TEXT, Timestamp } from './runtime.ts';
import type { BinaryOperator } from './syntax.ts';
import { BOOL, type CelType, compatible, DURATION, DYN, NUMBER, STRING, TIMESTAMP, unify } from './types.ts';

type Kind = CelType['kind'];
const ORDERED: readonly Kind[] = ['number', 'string', 'bool', 'timestamp', 'duration'];

/** Operators whose operands differ in kind: the spans and points of time. */
const TIME_ARITHMETIC = new Map<string, CelType>([
  ['timestamp + duration', TIMESTAMP],
  ['duration + timestamp', TIMESTAMP],
  ['duration + duration', DURATION],
  ['timestamp - timestamp', DURATION],
  ['timestamp - duration', TIMESTAMP],
  ['duration - duration', DURATION],
]);

/** The type of `left operator right`; undefined where the operator has no meaning for them. */
export function binaryType(operator: BinaryOperator, left: CelType, right: CelType): CelType | undefined {
  switch (operator) {
    case '==':
    case '!=':
      return compatible(left, right) ? BOOL : undefined;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOrdered(left, right) ? BOOL : undefined;
    case 'in':
      return membershipType(left, right);
    case '+':
    case '-':
      return sumType(operator, left, right);
    case '*':
    case '/':
    case '%':
      return isNumeric(left) && isNumeric(right) ? NUMBER : undefined;
  }
}

function isNumeric(type: CelType): boolean {
  return type.kind === 'number' || type.kind === 'dyn';
}

function isOrdered(left: CelType, right: CelType): boolean {
  const fits = (type: CelType) => type.kind === 'dyn' || ORDERED.includes(type.kind);
  return fits(left) && fits(right) && compatible(left, right);
}

function membershipType(left: CelType, right: CelType): CelType | undefined {
  if (right.kind === 'dyn') return BOOL;
  if (right.kind === 'object') return left.kind === 'string' || left.kind === 'dyn' ? BOOL : undefined;
  return right.kind === 'list' && compatible(left, right.of()) ? BOOL : undefined;
}

function sumType(operator: '+' | '-', left: CelType, right: CelType): CelType | undefined {
  if (left.kind === 'dyn' || right.kind === 'dyn') {
    const known = left.kind === 'dyn' ? right : left;
    const summable: readonly Kind[] = operator === '+' ? ['string', 'list'] : [];
    return known.kind === 'dyn' || [...summable, 'number', 'timestamp', 'duration'].includes(known.kind)
      ? DYN
      : undefined;
  }
  if (left.kind === 'number' && right.kind === 'number') return NUMBER;
  if (operator === '+' && left.kind === 'string' && right.kind === 'string') return STRING;
  if (operator === '+' && left.kind === 'list' && right.kind === 'list') return unify(left, right);
  return TIME_ARITHMETIC.get(`${left.kind} ${operator} ${right.kind}`);
}

/** `left operator right` of two values. Throws EvaluationFault where it has no meaning. */
export function applyBinary(operator: BinaryOperator, left: unknown, right: unknown, budget: Budget): unknown {
  switch (operator) {
    case '==':
      return equals(left, right, budget);
    case '!=':
      return !equals(left, right, budget);
    case '<':
      return compare(left, right, budget) < 0;
    case '<=':
      return compare(left, right, budget) <= 0;
    case '>':
      return compare(left, right, budget) > 0;
    case '>=':
      return compare(left, right, budget) >= 0;
    case 'in':
      return isMember(left, right, budget);
    case '+':
      return add(left, right, budget);
    case '-':
      return subtract(left, right);
    case '*':
    case '/':
    case '%':
      return calculate(operator, left, right);
  }
}

function compare(left: unknown, right: unknown, budget: Budget): number {
  if (typeof left === 'string' && typeof right === 'string') {
    budget.spendText(Math.min(left.length, right.length));
    return left < right ? -1 : Number(left > right);
  }
  const [a, b] = [orderOf(left), orderOf(right)];
  if (a === undefined || b === undefined || kindOfValue(left) !== kindOfValue(right)) {
    throw new EvaluationFault(`cannot order ${kindOfValue(left)} and ${kindOfValue(right)}`);
  }
  return a - b;
}

function orderOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Timestamp) return value.epochMilliseconds;
  return value instanceof Duration ? value.milliseconds : undefined;
}

function isMember(left: unknown, right: unknown, budget: Budget): boolean {
  if (Array.isArray(right)) return right.some((item) => equals(left, item, budget));
  if (isJsonObject(right) && typeof left === 'string') return Object.hasOwn(right, left);
  throw new EvaluationFault(
    `"in" needs a list, or text in an object; got ${kindOfValue(left)} in ${kindOfValue(right)}`,
  );
}

function add(left: unknown, right: unknown, budget: Budget): unknown {
  if (typeof left === 'string' && typeof right === 'string') {
    budget.spendText(left.length + right.length);
    if (left.length + right.length > MAX_TEXT) throw new EvaluationFault('builds a text that is too long');
    return left + right;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    budget.spend(left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof Timestamp && right instanceof Duration) {
    return new Timestamp(left.epochMilliseconds + right.milliseconds);
  }
  if (left instanceof Duration && right instanceof Timestamp) return add(right, left, budget);
  if (left instanceof Duration && right instanceof Duration)
    return new Duration(left.milliseconds + right.milliseconds);
  return calculate('+', left, right);
}

function subtract(left: unknown, right: unknown): unknown {
  if (left instanceof Timestamp && right instanceof Timestamp) {
    return new Duration(left.epochMilliseconds - right.epochMilliseconds);
  }
  if (left instanceof Timestamp && right instanceof Duration) {
    return new Timestamp(left.epochMilliseconds - right.milliseconds);
  }
  if (left instanceof Duration && right instanceof Duration)
    return new Duration(left.milliseconds - right.milliseconds);
  return calculate('-', left, right);
}

function calculate(operator: '+' | '-' | '*' | '/' | '%', left: unknown, right: unknown): number {
  if (typeof left !== 'number' || typeof right !== 'number') {
    throw new EvaluationFault(`"${operator}" has no meaning for ${kindOfValue(left)} and ${kindOfValue(right)}`);
  }
  if ((operator === '/' || operator === '%') && right === 0) throw new EvaluationFault('divides by zero');
  const result = arithmetic(operator, left, right);
  if (!Number.isFinite(result)) throw new EvaluationFault('the number is out of range');
  return result;
}

function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}
