import { type Budget, Duration, EvaluationFault, kindOfValue, Timestamp } from './runtime.ts';
import { BOOL, type CelType, DURATION, DYN, NUMBER, STRING, TIMESTAMP } from './types.ts';

/** A function or method of the language. A method's receiver is its first argument. */
export interface CelFunction {
  /** The kinds that each argument may have. */
  readonly params: readonly (readonly CelType['kind'][])[];
  readonly result: CelType;
  readonly apply: (args: readonly unknown[], budget: Budget) => unknown;
}

const ANY: readonly CelType['kind'][] = [
  'dyn',
  'bool',
  'number',
  'string',
  'null',
  'timestamp',
  'duration',
  'list',
  'object',
];

function textMethod(apply: (text: string, other: string, budget: Budget) => boolean): CelFunction {
  return {
    params: [['string'], ['string']],
    result: BOOL,
    apply: ([value, other], budget) => {
      const [text, part] = [asText(value), asText(other)];
      budget.spendText(part.length);
      return apply(text, part, budget);
    },
  };
}

function textChange(apply: (text: string) => string): CelFunction {
  return {
    params: [['string']],
    result: STRING,
    apply: ([value], budget) => {
      const text = asText(value);
      budget.spendText(text.length);
      return apply(text);
    },
  };
}

function datePart(read: (date: Date) => number): CelFunction {
  return {
    params: [['timestamp']],
    result: NUMBER,
    apply: ([value]) => {
      if (!(value instanceof Timestamp)) throw new EvaluationFault(`needs a timestamp, got ${kindOfValue(value)}`);
      return read(new Date(value.epochMilliseconds));
    },
  };
}

const size: CelFunction = { params: [['string', 'list', 'object']], result: NUMBER, apply: sizeOf };

/** What may be called as `name(…)`. */
export const FUNCTIONS: ReadonlyMap<string, CelFunction> = new Map<string, CelFunction>([
  ['size', size],
  ['dyn', { params: [ANY], result: DYN, apply: ([value]) => value }],
  ['string', { params: [['string', 'number', 'bool']], result: STRING, apply: ([value]) => toText(value) }],
  ['double', { params: [['string', 'number']], result: NUMBER, apply: ([value]) => toNumber(value) }],
  ['int', { params: [['string', 'number']], result: NUMBER, apply: ([value]) => Math.trunc(toNumber(value)) }],
  ['timestamp', { params: [['string', 'timestamp']], result: TIMESTAMP, apply: ([value]) => toTimestamp(value) }],
  ['duration', { params: [['string', 'duration']], result: DURATION, apply: ([value]) => toDuration(value) }],
]);

/** What may be called as `receiver.name(…)`. Parts of a timestamp are in UTC. */
export const METHODS: ReadonlyMap<string, CelFunction> = new Map<string, CelFunction>([
  ['size', size],
  ['contains', textMethod(contains)],
  ['startsWith', textMethod((text, start) => text.startsWith(start))],
  ['endsWith', textMethod((text, end) => text.endsWith(end))],
  ['matches', textMethod(matches)],
  ['lowerAscii', textChange((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()))],
  ['upperAscii', textChange((text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()))],
  ['trim', textChange((text) => text.trim())],
  ['getFullYear', datePart((date) => date.getUTCFullYear())],
  ['getMonth', datePart((date) => date.getUTCMonth())],
  ['getDate', datePart((date) => date.getUTCDate())],
  ['getDayOfMonth', datePart((date) => date.getUTCDate() - 1)],
  ['getDayOfWeek', datePart((date) => date.getUTCDay())],
  ['getHours', datePart((date) => date.getUTCHours())],
  ['getMinutes', datePart((date) => date.getUTCMinutes())],
  ['getSeconds', datePart((date) => date.getUTCSeconds())],
]);

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new EvaluationFault(`needs text, got ${kindOfValue(value)}`);
}

/** Characters of a text are Unicode code points, as CEL counts them. */
function sizeOf([value]: readonly unknown[], budget: Budget): number {
  if (typeof value === 'string') {
    budget.spendText(value.length);
    let points = 0;
    for (const _ of value) points += 1;
    return points;
  }
  if (Array.isArray(value)) return value.length;
  if (kindOfValue(value) === 'object' && typeof value === 'object' && value !== null) return Object.keys(value).length;
  throw new EvaluationFault(`size() needs text, a list or an object, got ${kindOfValue(value)}`);
}

// A search may compare every character of the needle at every place of the hay.
function contains(text: string, part: string, budget: Budget): boolean {
  if (part.length > text.length) return false;
  budget.spendText((text.length - part.length + 1) * Math.min(part.length, 512));
  if (part.length > 512) budget.spendText((text.length - part.length + 1) * (part.length - 512));
  return text.includes(part);
}

// The pattern is a literal that `check.ts` has found safe: its steps grow with the text, not with its square.
function matches(text: string, pattern: string, budget: Budget): boolean {
  budget.spendText(text.length * 4);
  return new RegExp(pattern, 'u').test(text);
}

function toText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new EvaluationFault(`string() cannot convert ${kindOfValue(value)}`);
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  const text = asText(value);
  if (/^[+-]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,4})?$/.test(text)) {
    const number = Number(text);
    if (Number.isFinite(number)) return number;
  }
  throw new EvaluationFault('the text is not a number');
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

function toTimestamp(value: unknown): Timestamp {
  if (value instanceof Timestamp) return value;
  const text = asText(value);
  const parsed = RFC_3339.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  if (Number.isNaN(parsed)) {
    throw new EvaluationFault('timestamp() needs an RFC 3339 date-time, such as 2026-11-22T09:00:00Z');
  }
  return new Timestamp(parsed);
}

const UNIT_MILLISECONDS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function toDuration(value: unknown): Duration {
  if (value instanceof Duration) return value;
  const text = asText(value);
  const parts = /^(-?)((?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|s)){1,4})$/.exec(text);
  if (parts === null) throw new EvaluationFault('duration() needs a duration, such as 1h30m');
  let milliseconds = 0;
  for (const [, amount = '0', unit = 's'] of (parts[2] ?? '').matchAll(/([\d.]+)(h|ms|m|s)/g)) {
    milliseconds += Number(amount) * (UNIT_MILLISECONDS[unit] ?? 0);
  }
  return new Duration(parts[1] === '-' ? -milliseconds : milliseconds);
}
