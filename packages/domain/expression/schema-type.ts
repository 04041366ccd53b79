import { isJsonObject, type JsonObject, resolveLocalRef } from '../packet/json.ts';
import { type CelType, DYN } from './types.ts';

const MAX_VIEWS = 200;

/**
 * The type of the values that a JSON Schema allows. A field that no part of the schema names is unknown, unless
 * `additionalProperties`, `unevaluatedProperties` or `patternProperties` says that there may be more, or no field is
 * named at all. Never throws, whatever the schema; what it does not understand is `dyn`.
 */
export function typeOfSchema(schema: unknown, root: unknown): CelType {
  const views = viewsOf(schema, root);
  const kinds = new Set(views.filter((view) => view.certain).map((view) => kindOf(view.schema)));
  kinds.delete(undefined);
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === undefined || kind === 'mixed') return DYN;
  if (kind === 'list') return { kind, of: () => itemType(views, root) };
  if (kind === 'object') return objectType(views, root);
  return { kind };
}

/** A subschema that speaks about the same value; `certain` if it always applies. */
interface View {
  readonly schema: JsonObject;
  readonly certain: boolean;
}

function viewsOf(schema: unknown, root: unknown): readonly View[] {
  const found = new Map<object, View>();
  const pending: { readonly schema: unknown; readonly certain: boolean }[] = [{ schema, certain: true }];
  for (let next = pending.pop(); next !== undefined && found.size < MAX_VIEWS; next = pending.pop()) {
    const { schema: current, certain } = next;
    if (!isJsonObject(current) || found.has(current)) continue;
    found.set(current, { schema: current, certain });
    pending.push(...conditionalParts(current).map((part) => ({ schema: part, certain: false })));
    pending.push(...listValue(current['allOf']).map((part) => ({ schema: part, certain })));
    if (typeof current['$ref'] === 'string') pending.push({ schema: resolveLocalRef(root, current['$ref']), certain });
  }
  return [...found.values()];
}

function conditionalParts(schema: JsonObject): readonly unknown[] {
  const dependent = schema['dependentSchemas'];
  return [
    ...listValue(schema['anyOf']),
    ...listValue(schema['oneOf']),
    schema['if'],
    schema['then'],
    schema['else'],
    ...(isJsonObject(dependent) ? Object.values(dependent) : []),
  ];
}

function listValue(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

type SchemaKind = Exclude<CelType['kind'], 'dyn' | 'timestamp' | 'duration'> | 'mixed' | undefined;

const KINDS = new Map<unknown, SchemaKind>([
  ['boolean', 'bool'],
  ['number', 'number'],
  ['integer', 'number'],
  ['string', 'string'],
  ['null', 'null'],
  ['array', 'list'],
  ['object', 'object'],
]);

function kindOf(schema: JsonObject): SchemaKind {
  const { type } = schema;
  if (typeof type === 'string') return KINDS.get(type);
  if (Array.isArray(type)) return single(type.map((name) => KINDS.get(name)));
  if (Array.isArray(schema['enum'])) return single(schema['enum'].map(kindOfValue));
  if (Object.hasOwn(schema, 'const')) return kindOfValue(schema['const']);
  if (isJsonObject(schema['properties'])) return 'object';
  return undefined;
}

function single(kinds: readonly SchemaKind[]): SchemaKind {
  const distinct = new Set(kinds);
  return distinct.size === 1 ? kinds[0] : 'mixed';
}

function kindOfValue(value: unknown): SchemaKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return KINDS.get(typeof value) ?? 'mixed';
}

function itemType(views: readonly View[], root: unknown): CelType {
  const described = views.filter(
    (view) => view.schema['items'] !== undefined || view.schema['prefixItems'] !== undefined,
  );
  const [only] = described;
  if (described.length !== 1 || only === undefined || !only.certain || only.schema['prefixItems'] !== undefined)
    return DYN;
  return typeOfSchema(only.schema['items'], root);
}

function objectType(views: readonly View[], root: unknown): CelType {
  const fields = new Map<string, { readonly schema: unknown; readonly certain: boolean }[]>();
  for (const view of views) {
    const { properties } = view.schema;
    if (!isJsonObject(properties)) continue;
    for (const [name, schema] of Object.entries(properties)) {
      fields.set(name, [...(fields.get(name) ?? []), { schema, certain: view.certain }]);
    }
  }
  const open = fields.size === 0 || views.some((view) => allowsMore(view.schema));
  return {
    kind: 'object',
    names: [...fields.keys()],
    field: (name) => {
      const declared = fields.get(name);
      if (declared === undefined) return open ? DYN : undefined;
      const [only] = declared;
      return declared.length === 1 && only?.certain === true ? typeOfSchema(only.schema, root) : DYN;
    },
  };
}

function allowsMore(schema: JsonObject): boolean {
  const more = [schema['additionalProperties'], schema['unevaluatedProperties']];
  return more.some((value) => value !== undefined && value !== false) || schema['patternProperties'] !== undefined;
}
