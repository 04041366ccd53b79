import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { PROBLEM_CODES, type ProblemCode } from '#domain/problem.ts';
import { SCOPES } from '#domain/tenancy/scope.ts';
import type { Route } from '../route.ts';
import { TAGS } from '../tags.ts';
import { operationOf } from './operation.ts';
import { problemExamples } from './problem-schema.ts';
import { refusalsOf } from './refusals.ts';
import { settleNames } from './settle-names.ts';
import { eventSchemas, webhooksOf } from './webhooks.ts';

const DESCRIPTION = `Baton moves responsibility for a customer from one team, channel or system to the next, and the \
customer's context with it. A handoff runs under a contract: what must travel, who receives it, how fast, and what \
happens when it is late.

**Begin** with [Getting started](/docs/guides/getting-started): sign up, publish a contract from a template, submit a \
handoff. [Concepts](/docs/guides/concepts) explains the terms. All [guides](/docs/guides): contracts, routing, \
calendars, packets, webhooks. All [errors](/docs/errors), with what to do about each.

**Conventions.** JSON in and out. Instants are RFC 3339 in UTC, durations ISO 8601. Ids carry a prefix that names their \
kind and sort by creation. Lists answer \`{data, nextCursor}\`: pass \`nextCursor\` as \`cursor\` for the next page; it is \
null on the last. Unknown fields and parameters are refused, never ignored.

**Problems** are RFC 9457 documents. Decide by \`code\`; \`errors\` lists every cause at once, each with a JSON Pointer. \
Every \`type\` is a page that says what to do.

**Repeating requests.** Send an \`Idempotency-Key\` with every POST, and it is done once, however often you send it. See \
[API conventions](/docs/guides/api-conventions).

**Request ids.** Every answer has \`X-Request-Id\`: your own, if you sent one, else ours.`;

/** The OpenAPI document of these routes: the same declarations that the router runs by. */
export function openApiDocument(routes: readonly Route[], version: string) {
  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Baton',
        description: DESCRIPTION,
        version,
        license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      security: [{ apiKey: [] }],
      paths: pathsOf(routes),
      webhooks: webhooksOf(),
      components: {
        schemas: eventSchemas(),
        examples: problemExamples(codesOf(routes)),
        headers: {
          'X-Request-Id': {
            description: 'Names this request in logs and to support.',
            schema: { type: 'string' },
            example: 'JKJaXmPLvHcESHA=',
          },
          RateLimit: {
            description: 'How many requests are left (`r`), and in how many seconds all of them are again (`t`).',
            schema: { type: 'string' },
            example: '"default";r=873;t=1',
          },
          'RateLimit-Policy': {
            description:
              'How many requests (`q`) may come in how many seconds (`w`); see [limits](/docs/guides/limits).',
            schema: { type: 'string' },
            example: '"default";q=1000;w=5',
          },
          'WWW-Authenticate': {
            description: 'How to authenticate (RFC 9110, section 11.6.1).',
            schema: { type: 'string' },
            example: 'Bearer realm="baton", error="invalid_token"',
          },
          'Retry-After': {
            description: 'Seconds to wait before the next attempt.',
            schema: { type: 'string' },
            example: '1',
          },
          'Idempotent-Replayed': {
            description:
              'This is the answer of an earlier request with the same `Idempotency-Key`; nothing was done now.',
            schema: { type: 'string', enum: ['true'] },
            example: 'true',
          },
        },
        parameters: Object.fromEntries(
          [IDEMPOTENCY_KEY, IF_MATCH, ...signatureParameters()].map((parameter) => [parameter.name, parameter]),
        ),
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: `An API key, live or test: the two see separate worlds of data. Scopes: ${SCOPES.map((scope) => `\`${scope}\``).join(', ')}.`,
          },
        },
      },
    },
    {
      // What a caller sends is held to its schema strictly; what it receives may gain members with any release.
      override: ({ jsonSchema, io }) => {
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      },
    },
  );
  return settleNames(document);
}

function codesOf(routes: readonly Route[]): readonly ProblemCode[] {
  const answered = new Set(routes.flatMap(refusalsOf));
  return PROBLEM_CODES.filter((code) => answered.has(code));
}

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ReturnType<typeof operationOf>>> = {};
  for (const route of routes) {
    const item = paths[route.path] ?? {};
    item[route.method.toLowerCase()] = operationOf(route);
    paths[route.path] = item;
  }
  return paths;
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'Names this request, so that it is done once however often it is sent within 24 hours: 1 to 255 visible ASCII characters without a comma, best a UUID. See [API conventions](/docs/guides/api-conventions).',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
  example: '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11',
};

const IF_MATCH = {
  name: 'If-Match',
  in: 'header' as const,
  required: false,
  description:
    'The ETag of the version that you read. If somebody has changed it since, the answer is `concurrent_update` and nothing happens.',
  schema: { type: 'string' as const },
  example: '"3"',
};

/** Standard Webhooks: what a receiver verifies a delivery by. */
function signatureParameters() {
  const header = (name: string, description: string, example: string) => ({
    name,
    in: 'header' as const,
    required: true,
    description,
    schema: { type: 'string' as const },
    example,
  });
  return [
    header(
      'webhook-id',
      'The same for every attempt to deliver this event; receive each id once.',
      'msg_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
    ),
    header('webhook-timestamp', 'Seconds since the epoch at which this attempt was signed.', '1795352400'),
    header(
      'webhook-signature',
      'HMAC-SHA256 over `id.timestamp.body`, base64, after `v1,`; several, separated by spaces, while a secret rotates.',
      'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
    ),
  ];
}
