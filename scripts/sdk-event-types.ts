import * as z from 'zod';

const HEADER = `// Generated from the routes' event schemas by \`npm run openapi\`. Do not edit.
`;

/** The part of JSON Schema that the schemas of events use. Whatever else turns up is refused, not ignored. */
const schemaSchema = z.strictObject({
  $ref: z.string().optional(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'null', 'array', 'object']).optional(),
  const: z.union([z.string(), z.number(), z.boolean()]).optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  description: z.string().optional(),
  // What a type cannot say:
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
  minItems: z.unknown().optional(),
  maxItems: z.unknown().optional(),
  discriminator: z.unknown().optional(),
});
type Schema = z.infer<typeof schemaSchema>;

const documentSchema = z.object({
  webhooks: z.record(
    z.string(),
    z.object({
      post: z.object({
        requestBody: z.object({
          content: z.object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }) }) }),
        }),
      }),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/**
 * The SDK's types of events, as TypeScript: an interface for each schema that an OpenAPI document's webhooks lead to, and
 * their union. Throws if a schema says something that it cannot render.
 */
export function renderEventTypes(document: unknown): string {
  const { webhooks, components } = documentSchema.parse(document);
  const events = Object.values(webhooks).map(({ post }) =>
    nameOf(post.requestBody.content['application/json'].schema.$ref),
  );
  const rendered = new Map<string, string>();
  const pending = [...events];
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    if (rendered.has(name)) continue;
    const schema = schemaSchema.parse(components.schemas[name]);
    rendered.set(name, declaration(typeName(name), schema));
    pending.push(...referencesIn(schema));
  }
  const union = `/** Every event that this version knows, told apart by \`type\`. Newer types arrive too: keep a default branch for them. */\nexport type WebhookEvent =\n${events.map((name) => `  | ${typeName(name)}`).join('\n')};\n`;
  return [HEADER, union, ...rendered.values()].join('\n');
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** Schemas of what is sent have names of their own where what is accepted differs; here there is nothing else. */
function typeName(schemaName: string): string {
  return schemaName.replace(/Output$/, '');
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [nameOf(inner)] : referencesIn(inner),
  );
}

function declaration(name: string, schema: Schema): string {
  const comment = commentOf(schema.description, '');
  if (schema.properties === undefined) return `${comment}export type ${name} = ${typeOf(schema, '')};\n`;
  return `${comment}export interface ${name} ${typeOf(schema, '')}\n`;
}

function commentOf(description: string | undefined, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '*\\/')} */\n`;
}

function typeOf(input: unknown, indent: string): string {
  const schema = schemaSchema.parse(input);
  if (schema.$ref !== undefined) return typeName(nameOf(schema.$ref));
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.map((alternative) => typeOf(alternative, indent)).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `ReadonlyArray<${typeOf(schema.items ?? {}, indent)}>`;
    case 'object':
      return objectType(schema, indent);
    case undefined:
      return 'unknown';
  }
}

function objectType({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  if (properties === undefined) return `{ readonly [name: string]: ${typeOf(additionalProperties ?? {}, indent)} }`;
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, property]) => {
    const { description } = schemaSchema.parse(property);
    const optional = required.includes(name) ? '' : '?';
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
    return `${commentOf(description, inner)}${inner}readonly ${key}${optional}: ${typeOf(property, inner)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value);
}
