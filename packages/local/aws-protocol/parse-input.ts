import type * as z from 'zod';
import { serializationError, validationError } from './aws-error.ts';

/**
 * Reads a request's members by a schema. Throws ValidationException in the words of AWS, all causes at once, or
 * SerializationException where a member has another type than the model's. A JSON null is an absent member, unknown
 * members are ignored, both as AWS does.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(withoutNulls(input), { reportInput: true });
  if (result.success) return result.data;
  const mistyped = result.error.issues.find((issue) => issue.code === 'invalid_type' && issue.input !== undefined);
  if (mistyped !== undefined) {
    throw serializationError(`${awsPath(mistyped.path) || 'The body'} has a value of an unexpected type.`);
  }
  const causes = result.error.issues.map(describe);
  const noun = causes.length === 1 ? 'error' : 'errors';
  throw validationError(`${causes.length} validation ${noun} detected: ${causes.join('; ')}`);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}

function describe(issue: z.core.$ZodIssue): string {
  const at = awsPath(issue.path);
  if (issue.code === 'invalid_type') {
    return `Value null at '${at}' failed to satisfy constraint: Member must not be null`;
  }
  return `Value${shown(issue.input)} at '${at}' failed to satisfy constraint: ${constraint(issue)}`;
}

function constraint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${(issue.pattern ?? '').replace(/^\/|\/[a-z]*$/g, '')}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    default:
      return issue.message;
  }
}

function measure(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}

function shown(input: unknown): string {
  return typeof input === 'string' || typeof input === 'number' ? ` '${String(input).slice(0, 256)}'` : '';
}

/** `Targets[0].Id` is `targets.1.member.id` in the messages of AWS. */
function awsPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `${step + 1}.member`;
      const name = String(step);
      return name.charAt(0).toLowerCase() + name.slice(1);
    })
    .join('.');
}
