import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { HANDOFF_STATES } from '#domain/handoff/state.ts';
import { signUp, wholeApp } from './support/whole-app.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: string;
  readonly schema?: {
    readonly enum?: readonly string[];
    readonly type?: string;
    readonly examples?: readonly string[];
  };
}
type Operation = { readonly parameters?: readonly Parameter[] };

const { paths }: { paths: Record<string, Record<string, Operation>> } = parse(readFileSync('openapi.yaml', 'utf8'));

const LISTED = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { parameters = [] }]) =>
    parameters.flatMap(({ name, in: where, schema = {} }) => {
      const values = schema.type === 'boolean' ? ['true', 'false'] : schema.enum;
      if (where !== 'query' || values === undefined) return [];
      return [[method.toUpperCase(), exampleOf(path, parameters), name, values] as const];
    }),
  ),
);

function exampleOf(path: string, parameters: readonly Parameter[]): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const found = parameters.find((each) => each.name === name && each.in === 'path');
    return String(found?.example ?? found?.schema?.examples?.[0] ?? 'accept');
  });
}

test.each([
  ...LISTED,
  ['GET', '/v1/handoffs', 'state', HANDOFF_STATES] as const,
  ['GET', '/v1/events', 'type', EVENT_TYPES] as const,
])('%s %s with another value of %s is refused with all that it may be', async (method, path, name, values) => {
  const app = wholeApp();
  const { live } = await signUp(app);
  const { status, json } = await app.call(method, `${path}?${name}=other`, {
    key: live,
    ...(method === 'GET' ? {} : { json: {} }),
  });
  expect(status).toBe(422);
  const said = json.errors.find(({ pointer }: { pointer: string }) => pointer.startsWith(`/query/${name}`));
  for (const value of values) expect(said.message).toContain(value);
});
