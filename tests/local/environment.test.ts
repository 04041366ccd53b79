import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { applyEnvironment, functionEnvironment } from '#local/environment.ts';

const endpoints = { dynamodb: 'http://127.0.0.1:1', sqs: 'http://127.0.0.1:2', events: 'http://127.0.0.1:3' };

describe("the functions' environment", () => {
  test('takes away whatever of the user could lead to AWS, and gives it back afterwards', () => {
    const mine = { AWS_PROFILE: 'production', AWS_ENDPOINT_URL_S3: 'https://s3.example', AWS_SESSION_TOKEN: 'token' };
    const undoMine = applyForeign(mine);
    const undo = applyEnvironment(
      functionEnvironment(endpoints, (name) => `http://127.0.0.1:2/0/${name}`, 'strict', 'k'.repeat(64)),
    );
    for (const name of Object.keys(mine)) expect(process.env).not.toHaveProperty(name);
    expect(process.env['AWS_ENDPOINT_URL_SQS']).toBe('http://127.0.0.1:2');
    expect(process.env['BATON_EGRESS']).toBe('strict');
    undo();
    expect(process.env).toMatchObject(mine);
    expect(process.env).not.toHaveProperty('BATON_EGRESS');
    undoMine();
  });

  test('names every variable of docs/architecture.md but those that only AWS sets', async () => {
    const page = await readFile(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\| `(BATON_[A-Z_]+)`/gm)].map((match) => match[1]);
    const environment = functionEnvironment(endpoints, (name) => name, 'loopback', 'k'.repeat(64));
    expect(documented.length).toBeGreaterThan(0);
    expect(
      Object.keys(environment)
        .filter((name) => name.startsWith('BATON_'))
        .sort(),
    ).toEqual(documented.filter((name) => name === undefined || !SET_ON_AWS_ALONE.has(name)).sort());
  });
});

/** Both may be absent; the page says what holds then. */
const SET_ON_AWS_ALONE = new Set(['BATON_TENANT_ROLE_ARN', 'BATON_DELETION_PAUSE_SECONDS']);

function applyForeign(variables: Readonly<Record<string, string>>): () => void {
  Object.assign(process.env, variables);
  return () => {
    for (const name of Object.keys(variables)) delete process.env[name];
  };
}
