import { format as formats } from '@cfworker/json-schema';
import type { Applying, SchemaError } from './applying.ts';
import { canonicalText, excerpt } from './canonical.ts';
import type { JsonObject } from './json.ts';
import { FORMATS } from './keywords.ts';
import { SHORT_TEXT } from './pattern.ts';

/** No date, address or URI that a format describes is longer; what is, is refused unread. */
const MAX_FORMATTED_LENGTH = 2048;

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'text',
};

/** The errors of the keywords that speak of a value by itself: type, enum, const, numbers and texts. */
export function* valueErrors(schema: JsonObject, value: unknown, pointer: string, on: Applying): Iterable<SchemaError> {
  const problem = (keyword: string, message: string): SchemaError => ({ pointer, keyword, message });
  const { type, enum: allowed } = schema;
  if (type !== undefined && !hasType(type, value)) {
    yield problem('type', `must be ${typeNames(type)}, not ${NAMES[typeOfJson(value)]}`);
  }
  if (Array.isArray(allowed) && !isOneOf(value, allowed, on)) {
    yield problem('enum', `must be one of ${excerptList(allowed)}`);
  }
  if (Object.hasOwn(schema, 'const') && !isOneOf(value, [schema['const']], on)) {
    yield problem('const', `must be ${excerpt(schema['const'])}`);
  }
  if (typeof value === 'number') {
    for (const [keyword, message] of numberProblems(schema, value)) yield problem(keyword, message);
  }
  if (typeof value === 'string') {
    for (const [keyword, message] of textProblems(schema, value, on)) yield problem(keyword, message);
  }
}

type Problem = readonly [keyword: string, message: string];

function typeOfJson(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function hasType(type: unknown, value: unknown): boolean {
  if (Array.isArray(type)) return type.some((one) => hasType(one, value));
  return type === 'integer' ? Number.isInteger(value) : typeOfJson(value) === type;
}

function typeNames(type: unknown): string {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.map((one) => NAMES[String(one)] ?? String(one)).join(' or ');
}

function isOneOf(value: unknown, allowed: readonly unknown[], on: Applying): boolean {
  on.spend(allowed.length);
  if (typeof value !== 'object' || value === null) return allowed.includes(value);
  const text = canonicalText(value);
  on.spend(text.length / 16);
  return allowed.some((one) => {
    if (typeof one !== 'object' || one === null) return false;
    const other = canonicalText(one);
    on.spend(other.length / 16);
    return other === text;
  });
}

function excerptList(values: readonly unknown[]): string {
  const shown = values.slice(0, 12).map((value) => excerpt(value, 40));
  return values.length > shown.length ? `${shown.join(', ')}, … (${values.length} in all)` : shown.join(', ');
}

function* numberProblems(schema: JsonObject, value: number): Iterable<Problem> {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf: step } = schema;
  if (typeof minimum === 'number' && value < minimum) yield ['minimum', `must be at least ${minimum}`];
  if (typeof maximum === 'number' && value > maximum) yield ['maximum', `must be at most ${maximum}`];
  if (typeof above === 'number' && value <= above) yield ['exclusiveMinimum', `must be more than ${above}`];
  if (typeof below === 'number' && value >= below) yield ['exclusiveMaximum', `must be less than ${below}`];
  if (typeof step === 'number' && !isMultipleOf(value, step)) yield ['multipleOf', `must be a multiple of ${step}`];
}

// As decimal numbers, which is what was written: 0.3 is a multiple of 0.1, though not of the binary number nearest to it.
function isMultipleOf(value: number, step: number): boolean {
  if (Number.isInteger(value) && Number.isInteger(step)) return value % step === 0;
  const [valueDigits, valueExponent] = decimal(value);
  const [stepDigits, stepExponent] = decimal(step);
  const exponent = Math.min(valueExponent, stepExponent);
  const scaled = (digits: bigint, own: number) => digits * 10n ** BigInt(own - exponent);
  return scaled(valueDigits, valueExponent) % scaled(stepDigits, stepExponent) === 0n;
}

/** A finite number as whole digits and a power of ten; exponents stay within ±400, so the digits stay few. */
function decimal(value: number): readonly [digits: bigint, exponent: number] {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}

function* textProblems(schema: JsonObject, text: string, on: Applying): Iterable<Problem> {
  on.spend(text.length / 256);
  const { minLength, maxLength, pattern, format } = schema;
  const counted = minLength !== undefined || maxLength !== undefined;
  const length = counted ? codePoints(text) : 0;
  if (typeof minLength === 'number' && length < minLength) {
    yield ['minLength', `must have at least ${minLength} character(s), has ${length}`];
  }
  if (typeof maxLength === 'number' && length > maxLength) {
    yield ['maxLength', `must have at most ${maxLength} character(s), has ${length}`];
  }
  if (typeof pattern === 'string' && !matchesPattern(text, pattern, maxLength, on)) {
    yield ['pattern', `must match the pattern ${excerpt(pattern, 120)}`];
  }
  if (typeof format === 'string' && FORMATS.has(format) && !isFormatted(text, format)) {
    yield ['format', `must be a valid ${format}`];
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

// A pattern that was accepted for short texts only must not run on a long one, which breaks maxLength as it is.
function matchesPattern(text: string, pattern: string, maxLength: unknown, on: Applying): boolean {
  const short = typeof maxLength === 'number' && maxLength <= SHORT_TEXT;
  if (short && text.length > 2 * SHORT_TEXT) return false;
  on.spend(text.length / 16);
  return on.pattern(pattern).test(text);
}

function isFormatted(text: string, format: string): boolean {
  return text.length <= MAX_FORMATTED_LENGTH && formats[format]?.(text) === true;
}
