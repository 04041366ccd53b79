import * as z from 'zod';
import { commentOf, keyOf, referenceName, referencesIn, schemaTypes } from './sdk-schema-types.ts';

const HEADER = '// Generated from the routes by `npm run openapi`. Do not edit.\n';

const parameterSchema = z.object({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: z.unknown(),
});
type Parameter = z.infer<typeof parameterSchema>;

const contentSchema = z.record(z.string(), z.object({ schema: z.unknown() }));

const operationSchema = z.object({
  summary: z.string(),
  description: z.string().optional(),
  deprecated: z.boolean().default(false),
  parameters: z.array(z.union([z.object({ $ref: z.string() }), parameterSchema])).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema.default({}) })),
});
type Operation = z.infer<typeof operationSchema>;

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    parameters: z.record(z.string(), parameterSchema).default({}),
  }),
});

/** Headers that the client sends by options of its own, with the name of the option. */
const HEADER_OPTIONS: Readonly<Record<string, string>> = {
  'if-match': 'ifMatch',
  'idempotency-key': 'idempotencyKey',
};

const types = schemaTypes((name) => name);

/**
 * The SDK's types of operations, as TypeScript: `Operations`, keyed by method and path as in `GET /v1/handoffs`, and every
 * schema that one of them leads to. Throws if the document says something that it cannot render.
 */
export function renderOperationTypes(document: unknown): string {
  const { paths, components } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, operation })),
  );
  const members = operations.map(({ key, operation }) => {
    const parameters = operation.parameters.map((parameter) => resolved(parameter, components.parameters));
    return `${commentOf(summaryOf(operation), '  ')}  readonly ${keyOf(key)}: ${operationType(operation, parameters)};\n`;
  });
  const mentioned = operations.flatMap(({ operation }) =>
    referencesIn([operation.parameters, operation.requestBody, successes(operation).map(([, { content }]) => content)]),
  );
  // Refusals lead to the problem document alone, which every operation shares.
  const names = [...new Set(['Problem', ...mentioned])].filter((name) => name in components.schemas);
  const interfaceText = `/** Every operation: what it takes and answers. */\nexport interface Operations {\n${members.join('')}}\n`;
  return [HEADER, interfaceText, ...types.declarations(names, components.schemas)].join('\n');
}

function resolved(parameter: Operation['parameters'][number], known: Readonly<Record<string, Parameter>>): Parameter {
  if (!('$ref' in parameter)) return parameter;
  const found = known[referenceName(parameter.$ref)];
  if (found === undefined) throw new Error(`there is no parameter ${parameter.$ref}`);
  return found;
}

function summaryOf({ summary, deprecated }: Operation): string {
  const sentence = /[.?!]$/.test(summary) ? summary : `${summary}.`;
  return deprecated ? `${sentence}\n@deprecated` : sentence;
}

function operationType({ requestBody, responses }: Operation, parameters: readonly Parameter[]): string {
  const inner = '    ';
  const answers = successes({ responses }).map(([, { content }]) => contentType(content));
  const lines = [
    parametersType('path', parameters),
    parametersType('query', parameters),
    ...parameters.flatMap(({ in: place, name }) => {
      const option = place === 'header' ? HEADER_OPTIONS[name.toLowerCase()] : undefined;
      if (place === 'header' && option === undefined)
        throw new Error(`no option of the client sends the header ${name}`);
      return option === undefined ? [] : [`readonly ${option}?: string;`];
    }),
    ...(requestBody === undefined
      ? []
      : [`readonly body${requestBody.required ? '' : '?'}: ${contentType(requestBody.content, inner)};`]),
    `readonly answer: ${[...new Set(answers)].join(' | ')};`,
  ];
  return `{\n${lines
    .filter((line) => line !== '')
    .map((line) => `${inner}${line}\n`)
    .join('')}  }`;
}

function parametersType(place: 'path' | 'query', parameters: readonly Parameter[]): string {
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return '';
  const inner = '      ';
  const members = own.map(({ name, required, description, schema }) => {
    const optional = place === 'path' || required ? '' : '?';
    return `${commentOf(description, inner)}${inner}readonly ${keyOf(name)}${optional}: ${types.typeOf(schema, inner)};\n`;
  });
  const optional = own.some(({ required }) => required) || place === 'path' ? '' : '?';
  return `readonly ${place}${optional}: {\n${members.join('')}    };`;
}

function successes({ responses }: Pick<Operation, 'responses'>) {
  return Object.entries(responses).filter(([status]) => status.startsWith('2'));
}

/** What the client makes of a body: JSON, which it asks for, is parsed; other text is left as it is. */
function contentType(content: z.infer<typeof contentSchema>, indent = '    '): string {
  const { 'application/json': json, ...others } = content;
  const kinds = json === undefined ? Object.entries(others) : [['application/json', json] as const];
  if (kinds.length === 0) return 'undefined';
  return kinds
    .map(([kind, { schema }]) => (kind === 'application/json' ? types.typeOf(schema, indent) : 'string'))
    .filter((type, index, all) => all.indexOf(type) === index)
    .join(' | ');
}
