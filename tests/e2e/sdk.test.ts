import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BatonError, createClient } from '#sdk/index.ts';
import { buildSdk } from '../../scripts/sdk-package.ts';
import { startTestStack, type TestStack, temporaryFolder } from './support/stack.ts';
import { signUp } from './support/tenant.ts';

const run = promisify(execFile);

let stack: TestStack;
let folder: string;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  folder = temporaryFolder();
  const built = join(folder, 'built');
  await buildSdk(built);
  await run('npm', ['pack', built, '--offline', '--silent'], { cwd: folder });
  writeFileSync(join(folder, 'package.json'), '{"name":"user","type":"module","private":true}');
  const tarball = './baton-sdk-0.1.0.tgz';
  await run('npm', ['install', tarball, '--offline', '--no-audit', '--no-fund', '--silent'], { cwd: folder });
}, 120_000);
afterAll(async () => {
  await stack.dispose();
  rmSync(folder, { recursive: true });
});

/** The samples of the README, one after the other, as the module of a program. */
function samples(): string {
  const blocks = [
    ...readFileSync(join(folder, 'node_modules/@baton/sdk/README.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g),
  ].map(([, code]) => code ?? '');
  return blocks.join('\n');
}

test('the packed package, installed without a network, does what its README shows', async () => {
  const tenant = await signUp(stack);
  const file = join(folder, 'readme.ts');
  writeFileSync(file, samples());
  const env = { ...process.env, BATON_URL: stack.url, BATON_API_KEY: tenant.live };
  const { stdout } = await run(process.execPath, [file], { cwd: folder, env });
  const [assigned, refused, ...others] = stdout.trim().split('\n');
  expect(assigned).toBe('assigned true');
  expect(refused).toMatch(/^illegal_transition 409 [\w-]+$/);
  expect(others).toEqual([]);
  const handoffs = [];
  for await (const handoff of tenant.client().paginate('/v1/handoffs', { query: { limit: 1 } })) {
    handoffs.push(handoff.state);
  }
  expect(handoffs).toEqual(['assigned', 'accepted']);
});

test('one call has one effect though its first answers are lost', async () => {
  const tenant = await signUp(stack);
  let lost = 0;
  const flaky = createClient({
    baseUrl: stack.url,
    apiKey: tenant.live,
    fetch: async (...request) => {
      const response = await fetch(...request);
      await response.text();
      if (lost++ < 2) throw new TypeError('fetch failed');
      return await fetch(...request);
    },
  });
  const reply = await flaky.send('POST', '/v1/owners', { body: { name: 'Ana' } });
  expect(reply).toMatchObject({ status: 201, replayed: true });
  expect((await tenant.client().get('/v1/owners')).data.map(({ id }) => id)).toEqual([reply.data.id]);
});

test('a call is tried again when nobody listened', async () => {
  const tenant = await signUp(stack);
  let attempts = 0;
  const client = createClient({
    baseUrl: stack.url,
    apiKey: tenant.live,
    fetch: (input, init) => fetch(attempts++ === 0 ? 'http://127.0.0.1:1/' : input, init),
  });
  expect(await client.get('/v1/tenant')).toMatchObject({ id: tenant.id });
  expect(attempts).toBe(2);
});

test('a refusal has the code, the causes and the page of the service', async () => {
  const tenant = await signUp(stack);
  const error = await tenant
    .client()
    .request('POST', '/v1/owners', { body: { name: '', capacity: -1 } })
    .catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(BatonError);
  expect(error).toMatchObject({ code: 'validation_failed', status: 422, requestId: expect.any(String) });
  const { errors, docs } = error as BatonError;
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/capacity', '/name']);
  expect((await fetch(docs ?? '')).status).toBe(200);
});
