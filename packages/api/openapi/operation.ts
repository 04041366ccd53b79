import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import type { ProblemCode } from '#domain/problem.ts';
import { PROBLEMS } from '../problem.ts';
import type { ResponseSpec, Route } from '../route.ts';
import { problem } from './problem-schema.ts';
import { refusalsByStatus } from './refusals.ts';

const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };
const REPLAYED = { 'Idempotent-Replayed': { $ref: '#/components/headers/Idempotent-Replayed' } };

/** A route as an OpenAPI operation. */
export function operationOf(route: Route): ZodOpenApiOperationObject {
  const { params, query, body } = route.request;
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: `${route.description}\n\n${accessOf(route)}`,
    tags: [route.tag],
    security: route.scope === 'public' ? [] : [{ apiKey: [] }],
    ...(route.scope !== 'public' && route.scope !== 'authenticated' && { 'x-required-scope': route.scope }),
    requestParams: {
      ...(params !== undefined && { path: objectSchema(params()) }),
      ...(query !== undefined && { query: objectSchema(query()) }),
    },
    ...parametersOf(route),
    ...(route.deprecated !== undefined && { deprecated: true }),
    ...(body !== undefined && {
      requestBody: {
        required: !body().safeParse({}).success,
        content: {
          'application/json': { schema: body(), ...(route.bodyExamples && { examples: route.bodyExamples }) },
        },
      },
    }),
    responses: {
      ...mapEntries(Object.entries(route.responses), (spec) => successOf(spec, route)),
      ...mapEntries([...refusalsByStatus(route)], refusalOf),
    },
  };
}

/** The headers that it takes. */
function parametersOf({ method, request }: Route): Pick<ZodOpenApiOperationObject, 'parameters'> {
  const names = [...(method === 'POST' ? ['Idempotency-Key'] : []), ...(request.conditional ? ['If-Match'] : [])];
  return names.length === 0 ? {} : { parameters: names.map((name) => ({ $ref: `#/components/parameters/${name}` })) };
}

function mapEntries<T>(
  entries: readonly (readonly [string | number, T])[],
  to: (value: T) => ZodOpenApiResponseObject,
): Record<`${1 | 2 | 3 | 4 | 5}${string}`, ZodOpenApiResponseObject> {
  return Object.fromEntries(entries.map(([status, value]) => [String(status), to(value)]));
}

/** Parameters are declared as one object whose members they are. */
function objectSchema(schema: z.ZodType): z.ZodObject {
  if (!(schema instanceof z.ZodObject)) throw new TypeError('parameters are declared as an object schema');
  return schema;
}

function accessOf(route: Route): string {
  switch (route.scope) {
    case 'public':
      return 'Needs no API key.';
    case 'authenticated':
      return 'Needs a valid API key; no particular scope.';
    default:
      return `Needs the scope \`${route.scope}\`.`;
  }
}

function successOf(spec: ResponseSpec, { method }: Route): ZodOpenApiResponseObject {
  const headers = Object.entries(spec.headers ?? {}).map(([name, { description, example }]) => [
    name,
    { description, schema: { type: 'string' as const }, example },
  ]);
  return {
    description: spec.description,
    headers: { ...REQUEST_ID, ...(method === 'POST' ? REPLAYED : {}), ...Object.fromEntries(headers) },
    ...(spec.schema !== undefined && {
      content: {
        'application/json': { schema: spec.schema(), ...(spec.example !== undefined && { example: spec.example }) },
      },
    }),
  };
}

function refusalOf(codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
    headers: REQUEST_ID,
    content: {
      'application/problem+json': {
        schema: problem(),
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}
