import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ApiRequest } from '#api/http.ts';
import { openApiDocument } from '#api/openapi/document.ts';
import type { AuthenticatedRoute, Route } from '#api/route.ts';
import { ROUTES } from '#api/routes/index.ts';
import { DomainError } from '#domain/problem.ts';
import { SCOPES, type Scope } from '#domain/tenancy/scope.ts';
import { memoryDependencies, NOON, testApp } from './support/test-app.ts';

const { call } = testApp(ROUTES, {
  authenticate: async (token) => ({
    tenantId: `ten_${'0'.repeat(26)}`,
    mode: 'test',
    keyId: 'key_1',
    scopes: token === 'none' ? [] : [SCOPES[Number(token)] as Scope],
  }),
});

async function codeOf({ method, path }: Route, key: string | undefined): Promise<unknown> {
  const id = path.replaceAll(/\{\w+\}/g, 'x');
  const { json } = await call(method, id, { ...(key === undefined ? {} : { key }), json: undefined });
  return json?.code;
}

const MATRIX = ROUTES.flatMap((route) =>
  SCOPES.map((scope, index) => ({ route, scope, key: String(index), name: route.operationId })),
);

describe('a key with one scope alone', () => {
  test.each(MATRIX)('$scope is let through to $name only if it is declared there', async ({ route, scope, key }) => {
    const open = route.scope === 'public' || route.scope === 'authenticated' || route.scope === scope;
    const code = await codeOf(route, key);
    if (open) expect(code).not.toBe('insufficient_scope');
    else expect(code).toBe('insufficient_scope');
  });
});

describe('without a scope, or a key', () => {
  test.each(ROUTES.map((route) => ({ route, name: route.operationId })))('$name', async ({ route }) => {
    const open = route.scope === 'public' || route.scope === 'authenticated';
    expect((await codeOf(route, 'none')) === 'insufficient_scope').toBe(!open);
    expect((await codeOf(route, undefined)) === 'unauthenticated').toBe(route.scope !== 'public');
  });
});

test('the document shows the scope by which each route is enforced', () => {
  const { paths = {} } = openApiDocument(ROUTES, '0.0.0');
  for (const { method, path, scope, operationId } of ROUTES) {
    const operations = paths[path] as Record<string, Record<string, unknown>>;
    const operation = operations[method.toLowerCase()] ?? {};
    const named = scope === 'public' || scope === 'authenticated' ? undefined : scope;
    expect(operation['x-required-scope'], operationId).toBe(named);
    expect(operation['security'], operationId).toEqual(scope === 'public' ? [] : [{ apiKey: [] }]);
  }
});

const ID = '0'.repeat(26);
/** They answer what is the same for everybody, and so have no verb of a tenant’s behind them. */
const SAME_FOR_ALL: ReadonlySet<string> = new Set(['listContractTemplates', 'getContractTemplate', 'listEventTypes']);
const dependencies = memoryDependencies();

/** Values of the path’s parameters that the route takes. */
function paramsOf({ request, path }: Route): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const schema = JSON.stringify(request.params === undefined ? {} : z.toJSONSchema(request.params(), { io: 'input' }));
  const ids = [...schema.matchAll(/\^([a-z]+)_\[/g)].map(([, kind = '']) => `${kind}_${ID}`);
  const values = [...ids, '1', 'accept', 'signal-to-lead', 'account', '2026-11'];
  const combinations = names.reduce<Record<string, string>[]>(
    (found, name) => found.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
  const fitting = combinations.find((each) => request.params?.().safeParse(each).success !== false);
  if (fitting === undefined) throw new Error(`no parameters fit ${path}`);
  return fitting;
}

/** How the verb itself answers a caller with these scopes, past the check that the route makes. */
async function refusalBy(route: AuthenticatedRoute, scopes: readonly Scope[]): Promise<unknown> {
  const principal = { tenantId: `ten_${ID}`, mode: 'test' as const, keyId: `key_${ID}`, scopes };
  const [example] = Object.values(route.bodyExamples ?? {});
  const request: ApiRequest = {
    method: route.method,
    path: route.path,
    query: route.operationId === 'getJourney' ? 'subject=account:acme-42' : '',
    headers: { 'content-type': 'application/json' },
    body: takesBody(route) ? JSON.stringify(example?.value ?? {}) : undefined,
    origin: 'https://api.example.test',
  };
  const parts = { key: undefined, answer: async () => ({ status: 200, body: {} }) };
  const incoming = { request, params: paramsOf(route), parts, cursors: dependencies.cursors };
  try {
    await route.answer(incoming, dependencies.contextFor(principal, NOON, 'req_1'));
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('the verb behind a route asks for the scope that the route declares', () => {
  const scoped = ROUTES.filter(
    (route): route is AuthenticatedRoute =>
      !SAME_FOR_ALL.has(route.operationId) && SCOPES.some((scope) => scope === route.scope),
  );
  test.each(scoped.map((route) => ({ route, name: route.operationId })))('$name', async ({ route }) => {
    const others = SCOPES.filter((scope) => scope !== route.scope);
    expect(await refusalBy(route, others)).toMatchObject({
      code: 'insufficient_scope',
      extensions: { requiredScope: route.scope },
    });
    const allowed = await refusalBy(route, [route.scope as Scope]);
    const needed = allowed instanceof DomainError ? allowed.extensions['requiredScope'] : undefined;
    expect(needed).not.toBe(route.scope);
  });
});

function takesBody({ method, request }: Route): boolean {
  return method !== 'GET' && (method !== 'DELETE' || request.body !== undefined);
}
