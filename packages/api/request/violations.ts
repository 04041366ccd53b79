import type * as z from 'zod';
import type { Violation } from '#domain/problem.ts';
import { NO_ALTERNATIVE } from './explain-issue.ts';
import { pointerTo, valueAt } from './pointer.ts';

type Issue = z.core.$ZodIssue;

/** Every cause of a schema's refusal of `input`, each at the JSON Pointer of the value that is wrong. */
export function violationsOf(error: z.ZodError, input: unknown, prefix = ''): Violation[] {
  return error.issues.flatMap((issue) => causesOf(issue, input, prefix));
}

function causesOf(issue: Issue, input: unknown, prefix: string): Violation[] {
  const pointer = pointerTo(issue.path, prefix);
  const value = valueAt(input, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: pointerTo([key], pointer),
        code: 'unknown_field',
        message: issue.message,
      }));
    case 'invalid_union':
      return value === undefined ? [required(issue, pointer)] : causesOfUnion(issue, value, pointer);
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map((inner) => ({ pointer, code: issue.code, message: inner.message }));
    case 'invalid_type':
    case 'invalid_value':
      return [value === undefined ? required(issue, pointer) : { pointer, code: issue.code, message: issue.message }];
    case 'custom':
      return [{ pointer, code: codeOf(issue), message: issue.message }];
    default:
      return [{ pointer, code: issue.code, message: issue.message }];
  }
}

/** A rule of our own may have a code of its own. */
function codeOf({ params }: z.core.$ZodIssueCustom): string {
  const code: unknown = params?.['code'];
  return typeof code === 'string' ? code : 'invalid';
}

function required(issue: Issue, pointer: string): Violation {
  return { pointer, code: 'required', message: `is required; ${issue.message}` };
}

/** The alternative that the caller most likely meant is the one of the same kind with the fewest faults. */
function causesOfUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown, pointer: string): Violation[] {
  const sameKind = issue.errors.filter((issues) => !issues.some(isOtherKind));
  const exclusive = exclusiveKeys(sameKind);
  if (exclusive.length > 1) {
    // members that go together are no choice between each other: the schema tells then what goes with what
    const isTold = exclusive.length > sameKind.length && issue.message !== NO_ALTERNATIVE;
    const message = isTold ? issue.message : `must have exactly one of ${exclusive.join(', ')}`;
    return [...unknownToAll(sameKind, pointer), { pointer, code: 'exactly_one', message }];
  }
  const [best, second] = sameKind
    .map((issues) => issues.flatMap((inner) => causesOf(inner, value, pointer)))
    .sort((a, b) => a.length - b.length);
  if (best !== undefined && (second === undefined || best.length < second.length)) return best;
  return [{ pointer, code: 'no_alternative_matches', message: describeUnion(issue, value) }];
}

/** The members that stand side by side though each belongs to another alternative; none if something else is wrong. */
function exclusiveKeys(alternatives: readonly (readonly Issue[])[]): string[] {
  const unknown = alternatives.map(unknownKeys);
  const others = alternatives.flat().filter(({ code }) => code !== 'unrecognized_keys');
  if (unknown.length < 2 || others.length > 0) return [];
  return [...new Set(unknown.flat())].filter((key) => !unknown.every((keys) => keys.includes(key))).sort();
}

function unknownToAll(alternatives: readonly (readonly Issue[])[], pointer: string): Violation[] {
  const [first = [], ...rest] = alternatives.map(unknownKeys);
  const common = first.filter((key) => rest.every((keys) => keys.includes(key)));
  return common.map((key) => ({
    pointer: pointerTo([key], pointer),
    code: 'unknown_field',
    message: 'is not known here',
  }));
}

function unknownKeys(issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []));
}

/** The value is not even of the alternative's type. */
function isOtherKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function describeUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  // a schema that says itself what it takes says it better than its alternatives do
  if (issue.message !== NO_ALTERNATIVE) return issue.message;
  const alternatives = new Set(issue.errors.map((issues) => issues.map((inner) => describe(inner, value)).join(', ')));
  return alternatives.size === 0 ? NO_ALTERNATIVE : `matches no alternative: ${[...alternatives].join('; or ')}`;
}

function describe(issue: Issue, value: unknown): string {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')} is not known`;
  if (where === '') return issue.message;
  return valueAt(value, issue.path) === undefined ? `${where} is required` : `${where} ${issue.message}`;
}
