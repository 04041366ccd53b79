import * as z from 'zod';

/** What is said of a value that is none of several, where the schema has no words of its own for it. */
export const NO_ALTERNATIVE = 'must match one alternative';

type RawIssue = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'an array',
  tuple: 'an array',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** What is wrong, as the rest of a sentence that begins with the field: "must be text". Used where a schema says nothing itself. */
export function explainIssue(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}${asObject(issue)}`;
    case 'invalid_value':
      return `must be ${listOf(issue.values)}`;
    case 'too_small':
      return `must ${sized(issue.origin, 'at least', issue.minimum, issue.inclusive)}`;
    case 'too_big':
      return `must ${sized(issue.origin, 'at most', issue.maximum, issue.inclusive)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return `must be a valid ${issue.format === 'regex' ? 'value of this form' : issue.format}`;
    case 'invalid_union':
      return issue.discriminator === undefined ? NO_ALTERNATIVE : `must be ${listOf(issue['options'])}`;
    case 'unrecognized_keys':
      return `is not known here${known(issue.inst)}`;
    default:
      return 'is not valid';
  }
}

const ID = /^([a-z]{3})_[0-9A-Z]{26}$/;
const NAMED_BY: ReadonlyMap<string, string> = new Map([
  ['own', 'ownerId'],
  ['que', 'queueId'],
]);

/** How an id is to be written where an object is needed that holds it. */
function asObject({ input, inst }: RawIssue): string {
  const prefix = typeof input === 'string' ? ID.exec(input)?.[1] : undefined;
  const name = prefix === undefined ? undefined : NAMED_BY.get(prefix);
  if (name === undefined || !(inst instanceof z.ZodObject) || !(name in inst.shape)) return '';
  return `, such as {"${name}": "${prefix}_…"}`;
}

/** How many fields are named to somebody who sent another one. */
const MOST_NAMED = 24;

function known(schema: unknown): string {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  if (names.length === 0) return '';
  const more = names.length > MOST_NAMED ? ', …' : '';
  return `; known are ${names.slice(0, MOST_NAMED).join(', ')}${more}`;
}

function listOf(values: unknown): string {
  if (!Array.isArray(values)) return 'another value';
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length === 1 ? texts.join() : `one of ${texts.join(', ')}`;
}

function sized(origin: string, bound: 'at least' | 'at most', limit: number | bigint, inclusive = true): string {
  switch (origin) {
    case 'string':
      return `have ${bound} ${limit} ${limit === 1 ? 'character' : 'characters'}`;
    case 'array':
    case 'set':
    case 'map':
      return `have ${bound} ${limit} ${limit === 1 ? 'element' : 'elements'}`;
    default:
      return inclusive ? `be ${bound} ${limit}` : `be ${bound === 'at least' ? 'greater' : 'less'} than ${limit}`;
  }
}
