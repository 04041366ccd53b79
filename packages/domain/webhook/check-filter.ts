import type { EventType } from '../event-types.ts';
import type { TypeScope } from '../expression/check.ts';
import { faultIn, parseCondition } from '../expression/compile-condition.ts';
import { typeOfSchema } from '../expression/schema-type.ts';
import type { ExpressionError } from '../expression/syntax.ts';
import { problemOf } from '../expression/syntax.ts';
import type { CelType } from '../expression/types.ts';
import { PatternAudit } from '../packet/pattern.ts';
import type { Violation } from '../problem.ts';
import { publishedEventJsonSchema } from '../published-event-schemas.ts';

/** Types that a refusal names. */
const MAX_NAMED = 5;

/**
 * Why a filter over `event` cannot work; empty if it type-checks for at least one of `types`. Of all faults the one that
 * lies furthest in the source is told: the type that it is about is the one that was most likely meant. Never throws.
 */
export function checkFilter(source: string, types: readonly EventType[], pointer = '/filter'): Violation[] {
  const parsed = parseCondition(source);
  if ('problem' in parsed) return [violation(pointer, parsed.problem, types)];
  const patterns = new PatternAudit();
  let furthest: { readonly fault: ExpressionError; readonly type: EventType } | undefined;
  for (const type of types) {
    const fault = faultIn(parsed.expression, scopeOf(type, patterns));
    if (fault === undefined) return [];
    if (furthest === undefined || fault.offset > furthest.fault.offset) furthest = { fault, type };
  }
  if (furthest === undefined) return [];
  return [violation(pointer, problemOf(furthest.fault, source), types, furthest.type)];
}

function violation(
  pointer: string,
  { code, message, line, column }: ReturnType<typeof problemOf>,
  types: readonly EventType[],
  type?: EventType,
): Violation {
  const place = `line ${line}, column ${column}: ${message}`;
  if (type === undefined) return { pointer, code, message: place, details: { line, column } };
  const named = types.slice(0, MAX_NAMED);
  const more = types.length > named.length ? ` and ${types.length - named.length} more` : '';
  const tried = types.length === 1 ? '' : `; it fits none of ${named.join(', ')}${more}`;
  return { pointer, code, message: `${place} (in ${type}${tried})`, details: { line, column, eventTypes: named } };
}

/** Rendering a schema is most of the work, and the same for every filter. */
const eventTypes = new Map<EventType, CelType>();

function scopeOf(type: EventType, patterns: PatternAudit): TypeScope {
  let event = eventTypes.get(type);
  if (event === undefined) {
    const schema = publishedEventJsonSchema(type);
    event = typeOfSchema(schema, schema);
    eventTypes.set(type, event);
  }
  return { variables: new Map([['event', event]]), patterns };
}
