import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import type { ProblemCode } from '#domain/problem.ts';
import { LINES_TYPE } from '../line-answer.ts';
import { PROBLEMS } from '../problem.ts';
import type { ResponseSpec, Route } from '../route.ts';
import { answerExample } from './answer-examples.ts';
import { problem } from './problem-schema.ts';
import { refusalsByStatus } from './refusals.ts';

const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' } };
/** Whoever sends a valid key is told how it stands, also with a refusal. */
const STANDING = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimit-Policy' },
};
const RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };
const CHALLENGE = { 'WWW-Authenticate': { $ref: '#/components/headers/WWW-Authenticate' } };
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
      ...mapEntries(Object.entries(route.responses), (spec, status) => successOf(spec, Number(status), route)),
      ...mapEntries([...refusalsByStatus(route)], (codes) => refusalOf(codes, route)),
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
  to: (value: T, status: string | number) => ZodOpenApiResponseObject,
): Record<`${1 | 2 | 3 | 4 | 5}${string}`, ZodOpenApiResponseObject> {
  return Object.fromEntries(entries.map(([status, value]) => [String(status), to(value, status)]));
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

function standingOf(scope: Route['scope']): Partial<typeof STANDING> {
  return scope === 'public' ? {} : STANDING;
}

function successOf(spec: ResponseSpec, status: number, route: Route): ZodOpenApiResponseObject {
  const { method, scope, operationId } = route;
  const example = spec.example ?? answerExample(operationId, status);
  const headers = Object.entries(spec.headers ?? {}).map(([name, { description, example }]) => [
    name,
    { description, schema: { type: 'string' as const }, example },
  ]);
  return {
    description: spec.description,
    headers: {
      ...REQUEST_ID,
      ...standingOf(scope),
      ...(method === 'POST' ? REPLAYED : {}),
      ...Object.fromEntries(headers),
    },
    ...(spec.schema !== undefined && {
      content: {
        [spec.lines ? LINES_TYPE : 'application/json']: {
          schema: spec.schema(),
          ...(example !== undefined && { example }),
        },
        ...Object.fromEntries(
          Object.entries(spec.forms ?? {}).map(([type, description]) => [
            type,
            { schema: { type: 'string' as const, description } },
          ]),
        ),
      },
    }),
  };
}

const WORTH_WAITING: ReadonlySet<ProblemCode> = new Set(['rate_limited', 'unavailable', 'idempotency_in_progress']);

function challengeOf(codes: readonly ProblemCode[]): Partial<typeof CHALLENGE> {
  return codes.some((code) => code === 'unauthenticated' || code === 'insufficient_scope') ? CHALLENGE : {};
}

function refusalOf(codes: readonly ProblemCode[], { scope }: Route): ZodOpenApiResponseObject {
  const waits = codes.some((code) => WORTH_WAITING.has(code));
  const known = codes.every((code) => code !== 'unauthenticated');
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
    headers: {
      ...REQUEST_ID,
      ...(known ? standingOf(scope) : {}),
      ...challengeOf(codes),
      ...(waits ? RETRY_AFTER : {}),
    },
    content: {
      'application/problem+json': {
        schema: problem(),
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}
