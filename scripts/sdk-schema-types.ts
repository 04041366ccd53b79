import * as z from 'zod';

/** The part of JSON Schema that Baton's document uses. Whatever else turns up is refused, not ignored. */
const schemaSchema = z.strictObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.union([z.string(), z.number(), z.boolean()]).optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  description: z.string().optional(),
  // What a type cannot say:
  title: z.unknown().optional(),
  deprecated: z.unknown().optional(),
  propertyNames: z.unknown().optional(),
  example: z.unknown().optional(),
  examples: z.unknown().optional(),
  default: z.unknown().optional(),
  format: z.unknown().optional(),
  pattern: z.unknown().optional(),
  minLength: z.unknown().optional(),
  maxLength: z.unknown().optional(),
  minimum: z.unknown().optional(),
  maximum: z.unknown().optional(),
  exclusiveMinimum: z.unknown().optional(),
  exclusiveMaximum: z.unknown().optional(),
  multipleOf: z.unknown().optional(),
  minItems: z.unknown().optional(),
  maxItems: z.unknown().optional(),
  uniqueItems: z.unknown().optional(),
  minProperties: z.unknown().optional(),
  maxProperties: z.unknown().optional(),
  discriminator: z.unknown().optional(),
});
type Schema = z.infer<typeof schemaSchema>;

/** Writes schemas of an OpenAPI document as TypeScript. Each throws if a schema says something that it cannot render. */
export interface SchemaTypes {
  /** The type of `schema` as an expression; lines after the first begin with `indent`. */
  typeOf(schema: unknown, indent?: string): string;
  /** An exported interface or type of a named schema. */
  declaration(name: string, schema: unknown): string;
  /** The declarations of these schemas and of all that they lead to, each once, in the order of their first mention. */
  declarations(names: readonly string[], schemas: Readonly<Record<string, unknown>>): string[];
}

/** `nameOf` says what the type of a named schema is called. */
export function schemaTypes(nameOf: (schemaName: string) => string): SchemaTypes {
  const typeOf = (input: unknown, indent = ''): string => {
    const schema = schemaSchema.parse(input);
    if (schema.$ref !== undefined) return nameOf(referenceName(schema.$ref));
    if (schema.const !== undefined) return literal(schema.const);
    if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
    const alternatives = schema.anyOf ?? schema.oneOf;
    if (alternatives !== undefined) return union(alternatives.map((alternative) => typeOf(alternative, indent)));
    if (Array.isArray(schema.type)) return union(schema.type.map((type) => plainType(type, schema, indent)));
    return plainType(schema.type, schema, indent);
  };
  const plainType = (type: string | undefined, schema: Schema, indent: string): string => {
    switch (type) {
      case 'string':
      case 'boolean':
      case 'null':
        return type;
      case 'integer':
      case 'number':
        return 'number';
      case 'array':
        return arrayType(schema, indent);
      case 'object':
        return objectType(schema, indent);
      case undefined:
        return 'unknown';
      default:
        throw new Error(`there is no type ${type}`);
    }
  };
  const arrayType = ({ prefixItems, items }: Schema, indent: string): string => {
    if (prefixItems === undefined) return `ReadonlyArray<${typeOf(items ?? {}, indent)}>`;
    if (items !== false) throw new Error('a tuple with further items');
    return `readonly [${prefixItems.map((item) => typeOf(item, indent)).join(', ')}]`;
  };
  const objectType = ({ properties, required = [], additionalProperties }: Schema, indent: string): string => {
    if (properties === undefined) return `{ readonly [name: string]: ${othersType(additionalProperties, indent)} }`;
    const inner = `${indent}  `;
    const members = Object.entries(properties).map(([name, property]) => {
      const { description } = schemaSchema.parse(property);
      const optional = required.includes(name) ? '' : '?';
      return `${commentOf(description, inner)}${inner}readonly ${keyOf(name)}${optional}: ${typeOf(property, inner)};\n`;
    });
    // Said to have more members: those of an answer that are not named may be anything, but are there to be read.
    const isOpen = additionalProperties !== undefined && additionalProperties !== false;
    const others = isOpen ? `${inner}readonly [name: string]: unknown;\n` : '';
    return `{\n${members.join('')}${others}${indent}}`;
  };
  const othersType = (schema: unknown, indent: string): string =>
    schema === undefined || typeof schema === 'boolean' ? 'unknown' : typeOf(schema, indent);
  const declaration = (name: string, input: unknown): string => {
    const schema = schemaSchema.parse(input);
    const comment = commentOf(schema.description, '');
    if (schema.properties === undefined) return `${comment}export type ${nameOf(name)} = ${typeOf(schema)};\n`;
    return `${comment}export interface ${nameOf(name)} ${typeOf(schema)}\n`;
  };
  return {
    typeOf,
    declaration,
    declarations(names, schemas) {
      const rendered = new Map<string, string>();
      const pending = [...names];
      for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
        if (rendered.has(name)) continue;
        rendered.set(name, declaration(name, schemas[name]));
        pending.push(...referencesIn(schemas[name]));
      }
      return [...rendered.values()];
    },
  };
}

/** The names of the schemas that `value` refers to, at any depth. */
export function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [referenceName(inner)] : referencesIn(inner),
  );
}

/** `Handoff`, of `#/components/schemas/Handoff`. */
export function referenceName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** A doc comment on a line of its own; nothing if there is no description. */
export function commentOf(description: string | undefined, indent: string): string {
  if (description === undefined) return '';
  const lines = description.replaceAll('*/', '*\\/').split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** `name` as a member of a type. */
export function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}

function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value);
}
