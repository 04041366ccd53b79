import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { eventExample } from '#api/event-examples/event-examples.ts';
import { openApiDocument } from '#api/openapi/document.ts';
import { problem, problemExample } from '#api/openapi/problem-schema.ts';
import { refusalsOf } from '#api/openapi/refusals.ts';
import { PROBLEMS } from '#api/problem.ts';
import { ROUTES } from '#api/routes/index.ts';
import { TAGS } from '#api/tags.ts';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { PROBLEM_CODES } from '#domain/problem.ts';
import { publishedEventJsonSchema, publishedEventSchema } from '#domain/published-event-schemas.ts';

const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const document = openApiDocument(ROUTES, '1.2.3');

/** What stands in `value` under these keys, one after the other. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((node, key) => (node as Readonly<Record<string, unknown>> | undefined)?.[key], value);
}

describe('each route', () => {
  test('has an operation id, method and path of its own', () => {
    expect(new Set(ROUTES.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
    expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ROUTES.length);
  });

  test.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is documented whole',
    (_, route) => {
      const item: Record<string, unknown> = { ...document.paths?.[route.path] };
      expect(item[route.method.toLowerCase()]).toMatchObject({
        operationId: route.operationId,
        summary: expect.stringMatching(/\S/),
        description: expect.stringMatching(/\S[.?]$/),
        responses: Object.fromEntries(
          [...Object.keys(route.responses), ...refusalsOf(route).map((code) => PROBLEMS[code].status)].map((status) => [
            status,
            { description: expect.any(String), headers: { 'X-Request-Id': expect.anything() } },
          ]),
        ),
      });
      expect(Object.keys(TAGS)).toContain(route.tag);
      expect(route.path.match(/\{\w+\}/g) ?? []).toHaveLength(
        route.request.params === undefined ? 0 : (route.path.match(/\{/g) ?? []).length,
      );
    },
  );

  test.each(
    ROUTES.flatMap((route) =>
      Object.entries(route.bodyExamples ?? {}).map(
        ([name, { value }]) => [`${route.operationId}: ${name}`, route, value] as const,
      ),
    ),
  )('accepts the bodies that the reference shows for it: %s', (_, route, value) => {
    expect(route.request.body?.().safeParse(value).error?.message).toBeUndefined();
  });

  test('that takes a body shows one', () => {
    const silent = ROUTES.filter(
      ({ request, bodyExamples }) => request.body !== undefined && bodyExamples === undefined,
    );
    expect(silent.map(({ operationId }) => operationId)).toEqual([]);
  });

  test.each(
    ROUTES.flatMap((route) =>
      Object.entries(route.responses).flatMap(([status, { schema }]) =>
        schema === undefined ? [] : [[`${route.operationId} ${status}`, route, status, schema] as const],
      ),
    ),
  )('shows what it answers, as its schema has it: %s', (_, route, status, schema) => {
    const { path, method } = route;
    const type = route.responses[Number(status)]?.lines ? 'application/x-ndjson' : 'application/json';
    const example = at(document.paths, path, method.toLowerCase(), 'responses', status, 'content', type, 'example');
    expect(example).toBeDefined();
    expect(schema().safeParse(example).error?.message).toBeUndefined();
  });

  test('that asks for a scope names it where programs can read it', () => {
    for (const { path, method, scope } of ROUTES) {
      const operation = at(document.paths, path, method.toLowerCase());
      expect(at(operation, 'security'), path).toEqual(scope === 'public' ? [] : [{ apiKey: [] }]);
      const named = scope === 'public' || scope === 'authenticated' ? undefined : scope;
      expect(at(operation, 'x-required-scope'), path).toBe(named);
    }
  });

  test('that changes anything asks for a scope that allows writing, or is the sign-up', () => {
    const contracts = ['/v1/contracts/check', '/v1/contracts/{id}/simulate', '/v1/contracts/{id}/backtest'];
    const trials = ['/v1/handoffs/check', '/v1/calendars/preview', ...contracts];
    const effective = ROUTES.filter(({ method, path }) => method !== 'GET' && !trials.includes(path));
    const open = effective.filter(({ scope }) => !/:(?:write|override|admin)$/.test(scope));
    expect(open.map(({ operationId }) => operationId)).toEqual(['signUp']);
  });
});

describe('each problem code', () => {
  test.each(PROBLEM_CODES)('%s has a page with its status and an example that is a problem', (code) => {
    const path = root(`docs/errors/${code}.md`);
    expect(existsSync(path)).toBe(true);
    const page = readFileSync(path, 'utf8');
    expect(page.startsWith(`# \`${code}\`\n\nStatus ${PROBLEMS[code].status}. ${PROBLEMS[code].title}.`)).toBe(true);
    const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
    expect(JSON.parse(example)).toEqual(problemExample(code));
    expect(problem().safeParse(problemExample(code)).error?.message).toBeUndefined();
    expect(page).toContain('## Cause');
    expect(page).toContain('## What to do');
  });

  test('has a status of an error', () => {
    for (const { status } of Object.values(PROBLEMS)) expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('each event type', () => {
  test.each(EVENT_TYPES)('%s is a webhook with a payload schema, and an example that it describes', (type) => {
    expect(document.webhooks?.[type]).toMatchObject({
      post: { requestBody: { content: { 'application/json': { example: { type } } } } },
    });
    expect(publishedEventSchema(type).safeParse(eventExample(type)).error?.message).toBeUndefined();
  });

  test.each(EVENT_TYPES)('%s has a JSON Schema whose references all lead somewhere', (type) => {
    const schema = publishedEventJsonSchema(type);
    expect(schema).toMatchObject({ type: 'object', required: expect.arrayContaining(['id', 'type', 'data']) });
    const names = Object.keys((schema['$defs'] as object | undefined) ?? {});
    for (const [, name] of JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g))
      expect(names).toContain(name);
  });
});

describe('the document', () => {
  test('refers to nothing that is not there', () => {
    const text = JSON.stringify(document);
    for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      expect(at(document, ...path.split('/')), path).toBeDefined();
    }
  });

  test('holds what is sent strictly, and leaves room in what is received', () => {
    const schemas = document.components?.schemas ?? {};
    expect(schemas['HandoffInput']).toMatchObject({ additionalProperties: false });
    for (const name of ['Handoff', 'Contract', 'ClockBreachedEvent', 'Problem']) {
      expect(JSON.stringify(schemas[name])).not.toContain('"additionalProperties":false');
    }
  });

  test('is the committed one', () => {
    const committed = parse(readFileSync(root('openapi.yaml'), 'utf8'));
    expect({ ...committed, info: null }).toEqual({ ...JSON.parse(JSON.stringify(document)), info: null });
  });

  test('reads the same to parsers of YAML 1.1, to whom 24:00 without quotes is a number and a date is none of JSON', () => {
    const committed = readFileSync(root('openapi.yaml'), 'utf8');
    expect(parse(committed, { version: '1.1' })).toEqual(parse(committed));
    expect(parse('at: 24:00', { version: '1.1' })).not.toEqual(parse('at: 24:00'));
  });
});
