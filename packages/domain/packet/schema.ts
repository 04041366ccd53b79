import type { Violation } from '../problem.ts';
import { escapeToken, isJsonObject, type JsonObject, localRefPointer } from './json.ts';
import { REFUSED, SHAPES, SUBSCHEMA_LIST, SUBSCHEMA_MAP } from './keywords.ts';
import { PatternAudit } from './pattern.ts';
import { jsonProblem } from './size.ts';
import { allSubschemas, inPlacePointers } from './subschemas.ts';

/** Bytes of UTF-8 that a packet schema may have as compact JSON. */
export const MAX_SCHEMA_BYTES = 64 * 1024;
const MAX_SCHEMA_DEPTH = 64;
const MAX_SUBSCHEMAS = 1000;
/** How many schemas may be applied to one and the same value, references followed. */
const MAX_IN_PLACE = 500;
const MAX_VIOLATIONS = 100;
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * What keeps `schema` from being the schema of a packet: it must be JSON Schema 2020-12 for an object, with local
 * references only, bounded, and with patterns that no text can stall. Pointers are into the schema. Never throws.
 */
export function checkPacketSchema(schema: unknown, patterns: PatternAudit = new PatternAudit()): readonly Violation[] {
  const limits = { bytes: MAX_SCHEMA_BYTES, depth: MAX_SCHEMA_DEPTH };
  const size = jsonProblem(schema, limits);
  if (size !== undefined) return [violation('', 'schema_too_large', `the packet schema ${size.message}`)];
  if (!isJsonObject(schema)) return [violation('', 'schema_not_object', 'the packet schema must be a JSON object')];
  const subschemas = allSubschemas(schema, MAX_SUBSCHEMAS + 1);
  if (subschemas.size > MAX_SUBSCHEMAS) {
    return [violation('', 'schema_too_large', `the packet schema has more than ${MAX_SUBSCHEMAS} subschemas`)];
  }
  const found = [...checkRoot(schema)];
  for (const [pointer, subschema] of subschemas) {
    if (found.length >= MAX_VIOLATIONS) break;
    found.push(...checkSubschema(subschema, pointer, subschemas, patterns));
  }
  if (found.length === 0) found.push(...checkFanOut(subschemas));
  return found.slice(0, MAX_VIOLATIONS);
}

function violation(pointer: string, code: string, message: string): Violation {
  return { pointer, code, message };
}

function* checkRoot(schema: JsonObject): Iterable<Violation> {
  const { $schema: dialect, type } = schema;
  if (typeof dialect === 'string' && dialect.replace(/#$/, '') !== DIALECT) {
    yield violation('/$schema', 'schema_dialect', `must be ${DIALECT}, or absent`);
  }
  if (type !== 'object') {
    yield violation('/type', 'schema_not_object', 'a packet is a JSON object: the schema needs "type": "object"');
  }
}

function* checkSubschema(
  schema: unknown,
  pointer: string,
  all: ReadonlyMap<string, unknown>,
  patterns: PatternAudit,
): Iterable<Violation> {
  if (typeof schema === 'boolean') return;
  if (!isJsonObject(schema)) {
    const hint = Array.isArray(schema) ? '; a list of them, one for each item, is "prefixItems"' : '';
    yield violation(pointer, 'schema_keyword', `must be a schema: an object, true or false${hint}`);
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${pointer}/${escapeToken(keyword)}`;
    const problem = shapeProblem(keyword, value, pointer);
    if (problem !== undefined) yield violation(at, 'schema_keyword', problem);
  }
  yield* checkReference(schema, pointer, all);
  yield* checkPatterns(schema, pointer, patterns);
}

function shapeProblem(keyword: string, value: unknown, pointer: string): string | undefined {
  if (REFUSED.has(keyword)) return `"${keyword}" is not supported: use $defs and a local $ref`;
  if (keyword === '$id' && pointer !== '') return '"$id" is not supported inside a schema: use $defs and a local $ref';
  const shape = SHAPES.get(keyword);
  if (shape !== undefined && !shape.holds(value)) return `"${keyword}" must be ${shape.is}`;
  if (SUBSCHEMA_LIST.has(keyword) && !(Array.isArray(value) && value.length > 0)) {
    return `"${keyword}" must be a list of at least one schema`;
  }
  if (SUBSCHEMA_MAP.has(keyword) && !isJsonObject(value)) return `"${keyword}" must be an object of schemas`;
  return undefined;
}

function* checkReference(schema: JsonObject, pointer: string, all: ReadonlyMap<string, unknown>): Iterable<Violation> {
  const { $ref: ref } = schema;
  if (typeof ref !== 'string') return;
  const target = localRefPointer(ref);
  if (target === undefined) {
    yield violation(
      `${pointer}/$ref`,
      'schema_reference',
      'only references inside this schema are followed: "#/$defs/…"',
    );
  } else if (!all.has(target)) {
    yield violation(`${pointer}/$ref`, 'schema_reference', `there is no subschema at "${ref}"`);
  }
}

function* checkPatterns(schema: JsonObject, pointer: string, patterns: PatternAudit): Iterable<Violation> {
  const { pattern, patternProperties, maxLength } = schema;
  if (typeof pattern === 'string') {
    const problem = patterns.problem(pattern, typeof maxLength === 'number' ? maxLength : undefined);
    if (problem !== undefined) yield violation(`${pointer}/pattern`, 'unsafe_pattern', `the pattern ${problem}`);
  }
  if (!isJsonObject(patternProperties)) return;
  for (const name of Object.keys(patternProperties)) {
    const problem = patterns.problem(name);
    if (problem === undefined) continue;
    yield violation(`${pointer}/patternProperties/${escapeToken(name)}`, 'unsafe_pattern', `the pattern ${problem}`);
  }
}

/** Follows the schemas that apply to one value: they must not go round in a circle, nor multiply. */
function checkFanOut(all: ReadonlyMap<string, unknown>): readonly Violation[] {
  const counts = new Map<string, number>();
  const entered = new Set<string>();
  const circles: Violation[] = [];
  const count = (pointer: string): number => {
    const known = counts.get(pointer);
    if (known !== undefined) return known;
    if (entered.has(pointer)) {
      circles.push(violation(pointer, 'schema_reference', 'this schema refers back to itself for the same value'));
      return 0;
    }
    entered.add(pointer);
    const schema = all.get(pointer);
    const parts = isJsonObject(schema) ? inPlacePointers(schema, pointer).map(count) : [];
    const sum = parts.reduce((a, b) => a + b, 1);
    counts.set(pointer, sum);
    return sum;
  };
  for (const pointer of all.keys()) count(pointer);
  if (circles.length > 0) return circles;
  const widest = [...counts].find(([, sum]) => sum > MAX_IN_PLACE);
  if (widest === undefined) return [];
  const message = `more than ${MAX_IN_PLACE} schemas would be applied to one value: combine fewer`;
  return [violation(widest[0], 'schema_too_large', message)];
}
