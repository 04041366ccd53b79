import type { Applying, Evaluated, SchemaError } from './applying.ts';
import { nothingEvaluated } from './applying.ts';
import { excerpt } from './canonical.ts';
import { escapeToken, isJsonObject, type JsonObject } from './json.ts';

/** The errors of the keywords that speak of an object's properties, but for `unevaluatedProperties`. */
export function* memberErrors(
  schema: JsonObject,
  value: JsonObject,
  pointer: string,
  evaluated: Evaluated,
  on: Applying,
): Iterable<SchemaError> {
  const names = Object.keys(value);
  on.spend(names.length);
  yield* countErrors(schema, names.length, pointer);
  yield* requiredErrors(schema, value, pointer, on);
  if (schema['propertyNames'] !== undefined) {
    for (const name of names) yield* nameErrors(schema['propertyNames'], name, `${pointer}/${escapeToken(name)}`, on);
  }
  yield* propertyErrors(schema, value, pointer, evaluated, on);
}

function* countErrors(schema: JsonObject, count: number, pointer: string): Iterable<SchemaError> {
  const { minProperties: least, maxProperties: most } = schema;
  if (typeof least === 'number' && count < least) {
    yield { pointer, keyword: 'minProperties', message: `must have at least ${least} properties, has ${count}` };
  }
  if (typeof most === 'number' && count > most) {
    yield { pointer, keyword: 'maxProperties', message: `must have at most ${most} properties, has ${count}` };
  }
}

function* requiredErrors(schema: JsonObject, value: JsonObject, pointer: string, on: Applying): Iterable<SchemaError> {
  const { required, dependentRequired } = schema;
  for (const name of namesIn(required)) {
    on.spend(1);
    if (Object.hasOwn(value, name)) continue;
    yield { pointer: `${pointer}/${escapeToken(name)}`, keyword: 'required', message: missing(schema, name) };
  }
  if (!isJsonObject(dependentRequired)) return;
  for (const [present, needed] of Object.entries(dependentRequired)) {
    on.spend(1);
    if (!Object.hasOwn(value, present)) continue;
    for (const name of namesIn(needed)) {
      on.spend(1);
      if (Object.hasOwn(value, name)) continue;
      const message = `is required where ${excerpt(present)} is given`;
      yield { pointer: `${pointer}/${escapeToken(name)}`, keyword: 'dependentRequired', message };
    }
  }
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function missing(schema: JsonObject, name: string): string {
  const { properties } = schema;
  const property = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  const description = isJsonObject(property) ? property['description'] : undefined;
  return typeof description === 'string' ? `is required: ${description.slice(0, 200)}` : 'is required';
}

function* nameErrors(schema: unknown, name: string, pointer: string, on: Applying): Iterable<SchemaError> {
  const [first] = on.apply(schema, name, pointer, nothingEvaluated());
  if (first === undefined) return;
  yield { pointer, keyword: 'propertyNames', message: `has a name that is not allowed: it ${first.message}` };
}

function* propertyErrors(
  schema: JsonObject,
  value: JsonObject,
  pointer: string,
  evaluated: Evaluated,
  on: Applying,
): Iterable<SchemaError> {
  const { properties, patternProperties, additionalProperties: rest } = schema;
  const declared = isJsonObject(properties) ? properties : {};
  const patterns = isJsonObject(patternProperties) ? Object.entries(patternProperties) : [];
  for (const [name, member] of Object.entries(value)) {
    const at = `${pointer}/${escapeToken(name)}`;
    const schemas = patterns.filter(([pattern]) => matches(pattern, name, on)).map(([, part]) => part);
    if (Object.hasOwn(declared, name)) schemas.unshift(declared[name]);
    if (schemas.length === 0 && rest !== undefined) {
      evaluated.names.add(name);
      yield* extraErrors(rest, 'additionalProperties', member, at, Object.keys(declared), on);
    }
    if (schemas.length > 0) evaluated.names.add(name);
    for (const part of schemas) yield* on.apply(part, member, at, nothingEvaluated());
  }
}

function matches(pattern: string, name: string, on: Applying): boolean {
  on.spend(1 + name.length / 16);
  return on.pattern(pattern).test(name);
}

/** The errors of a property that nothing has declared. */
export function extraErrors(
  schema: unknown,
  keyword: string,
  member: unknown,
  pointer: string,
  known: readonly string[],
  on: Applying,
): readonly SchemaError[] {
  if (schema !== false) return on.apply(schema, member, pointer, nothingEvaluated());
  const names = known.slice(0, 12).join(', ');
  const hint = names === '' ? '' : `: known are ${names}${known.length > 12 ? ', …' : ''}`;
  return [{ pointer, keyword, message: `is not a known property${hint}` }];
}
