import { expect } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import type { Instant } from '#domain/instant.ts';
import { Authenticator } from '#services/tenancy/authenticate.ts';
import { memoryDynamo } from './memory-dynamo.ts';
import { type CallInit, memoryDependencies, NOON, testApp, UNCOUNTED } from './test-app.ts';

/**
 * The whole API over a table in memory, at an hour that the test sets. Every answer is held to its declared schema. Apps
 * over the same `client` are as processes that share a table.
 */
export function wholeApp(client = memoryDynamo(), openHandoffs = UNCOUNTED) {
  const clock: { now: Instant } = { now: NOON };
  const dependencies = memoryDependencies(client, openHandoffs);
  const authenticator = new Authenticator(dependencies.platform);
  const { call, logged } = testApp(ROUTES, {
    ...dependencies,
    now: () => clock.now,
    authenticate: (token, now) => authenticator.authenticate(token, now),
  });
  return {
    clock,
    logged,
    call: async (method: string, path: string, init: CallInit = {}) => {
      const answer = await call(method, path, init);
      const bodies = answer.json === undefined ? linesOf(answer.text) : [answer.json];
      for (const body of bodies) expectDeclared(method, path, answer.status, body);
      return answer;
    },
  };
}

export type WholeApp = ReturnType<typeof wholeApp>;

function expectDeclared(method: string, path: string, status: number, body: unknown): void {
  const [pathname = ''] = path.split('?');
  const route = ROUTES.find((each) => each.method === method && templateOf(each.path).test(pathname));
  if (status >= 400 || route === undefined) return;
  const spec = route.responses[status];
  expect(spec, `${method} ${route.path} declares ${status}`).toBeDefined();
  const problem = spec?.schema?.().safeParse(body).error?.message;
  expect(problem, `${method} ${route.path} answers as declared`).toBeUndefined();
}

/** The values of an answer that is told line by line; one that is none stands for an answer without a body. */
function linesOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 ? [undefined] : lines.map((line): unknown => JSON.parse(line));
}

function templateOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

/** Signs up; answers the secrets of both keys. */
export async function signUp(app: WholeApp): Promise<{ readonly live: string; readonly test: string }> {
  const { status, json } = await app.call('POST', '/v1/tenants', { json: { name: 'Acme RevOps' } });
  expect(status).toBe(201);
  return { live: json.apiKeys.live.secret, test: json.apiKeys.test.secret };
}
