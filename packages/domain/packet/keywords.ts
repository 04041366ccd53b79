import { isJsonObject } from './json.ts';

/** Keywords whose value is one subschema. */
export const SUBSCHEMA: ReadonlySet<string> = new Set([
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/** Keywords whose value is a list of subschemas. */
export const SUBSCHEMA_LIST: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

/** Keywords whose value is an object of subschemas. */
export const SUBSCHEMA_MAP: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependentSchemas',
  'patternProperties',
  'properties',
]);

/** Keywords whose subschemas speak about the same value as the schema that holds them. */
export const IN_PLACE: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'dependentSchemas',
  'else',
  'if',
  'not',
  'oneOf',
  'then',
]);

/** Keywords that change what a reference or another keyword means in ways that Baton does not follow. */
export const REFUSED: ReadonlySet<string> = new Set([
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$recursiveAnchor',
  '$recursiveRef',
  '$vocabulary',
]);

/** Formats that are asserted; any other is an annotation, as JSON Schema has it. */
export const FORMATS: ReadonlySet<string> = new Set([
  'date',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'time',
  'uri',
  'uuid',
]);

const TYPES: ReadonlySet<unknown> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

interface Shape {
  readonly holds: (value: unknown) => boolean;
  readonly is: string;
}

const count: Shape = {
  holds: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  is: 'a whole number, 0 or more',
};
const number: Shape = { holds: (value) => typeof value === 'number' && Number.isFinite(value), is: 'a number' };
const text: Shape = { holds: (value) => typeof value === 'string', is: 'text' };
const flag: Shape = { holds: (value) => typeof value === 'boolean', is: 'true or false' };
const names: Shape = { holds: isNames, is: 'a list of distinct property names' };

/** What the value of each keyword must be (JSON Schema 2020-12, validation vocabulary). */
export const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['$ref', text],
  ['$schema', text],
  ['$id', text],
  ['$comment', text],
  ['title', text],
  ['description', text],
  ['format', text],
  ['pattern', text],
  ['type', { holds: isType, is: `one or more of ${[...TYPES].join(', ')}` }],
  ['enum', { holds: (value) => Array.isArray(value) && value.length > 0, is: 'a list of at least one value' }],
  ['required', names],
  ['dependentRequired', { holds: isDependentRequired, is: 'an object of lists of property names' }],
  ['minimum', number],
  ['maximum', number],
  ['exclusiveMinimum', number],
  ['exclusiveMaximum', number],
  ['multipleOf', { holds: (value) => number.holds(value) && Number(value) > 0, is: 'a number above 0' }],
  ['minLength', count],
  ['maxLength', count],
  ['minItems', count],
  ['maxItems', count],
  ['minContains', count],
  ['maxContains', count],
  ['minProperties', count],
  ['maxProperties', count],
  ['uniqueItems', flag],
]);

function isNames(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((name) => typeof name === 'string') && new Set(value).size === value.length
  );
}

function isType(value: unknown): boolean {
  if (!Array.isArray(value)) return TYPES.has(value);
  return value.length > 0 && value.every((name) => TYPES.has(name)) && new Set(value).size === value.length;
}

function isDependentRequired(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every(isNames);
}
