import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '#sdk/index.ts';
import manifest from '../../packages/sdk/package.json' with { type: 'json' };
import { buildSdk } from '../../scripts/sdk-package.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'baton-sdk-'));
const built = join(folder, 'node_modules/@baton/sdk');

beforeAll(() => buildSdk(built), 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the package @baton/sdk', () => {
  it('has code, types, README and licence, and nothing else', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--offline', built], { cwd: folder });
    const [{ files, name }] = JSON.parse(stdout) as [{ name: string; files: { path: string }[] }];
    const paths = files.map(({ path }) => path).sort();
    expect(name).toBe('@baton/sdk');
    expect(paths.filter((path) => !/^(?:client\/|webhook\/)?[a-z-]+\.(?:js|d\.ts)$/.test(path))).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ]);
    expect(paths).toEqual(
      expect.arrayContaining(['index.js', 'index.d.ts', 'webhook/verify.js', 'webhook/verify.d.ts']),
    );
  });

  it('says its own version in requests, and depends on nothing', () => {
    expect(manifest.version).toBe(VERSION);
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('private');
  });

  it('is found by its name, both parts of it', async () => {
    const code = `
      const { createClient, BatonError } = await import('@baton/sdk');
      const { verifyWebhook } = await import('@baton/sdk/webhook');
      console.log(typeof createClient, typeof BatonError, typeof verifyWebhook);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: folder });
    expect(stdout).toBe('function function function\n');
  });

  it.each([
    ['with the types of browsers', { lib: ['es2022', 'dom'], types: [] }],
    ['with those of Node', { lib: ['es2022'], types: ['node'] }],
  ])('compiles %s, its own declarations included, and refuses what the API would', async (_, options) => {
    const code = `
      import { createClient, BatonError, type Handoff } from '@baton/sdk';
      const baton = createClient({ baseUrl: 'https://baton.example', apiKey: 'key' });
      export const handoff: Promise<Handoff> = baton.get('/v1/handoffs/{id}', { path: { id: 'hnd_1' } });
      export const isLate = (error: unknown) => error instanceof BatonError && error.code === 'rate_limited';
      // @ts-expect-error the path has a parameter
      baton.get('/v1/handoffs/{id}');
      // @ts-expect-error there is no such path
      baton.get('/v1/handovers');
      // @ts-expect-error it is not a method of this path
      baton.put('/v1/handoffs');
      // @ts-expect-error the body lacks the packet
      baton.post('/v1/handoffs', { body: { contractId: 'ctr_1', subject: { type: 'account', id: 'acme' } } });
      // @ts-expect-error it is no list with pages
      baton.paginate('/v1/tenant');
      // @ts-expect-error there is no such code
      export const never = (error: BatonError) => error.code === 'no_such_code';
      export type Known = BatonError['code'];`;
    writeFileSync(join(folder, 'use.ts'), code);
    const typeRoots = [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))];
    const compilerOptions = { ...options, typeRoots, strict: true, noEmit: true, module: 'nodenext', target: 'es2022' };
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace('package.json', 'bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });

  it('uses no name that only Node has', () => {
    const imports = ['client/client', 'client/attempt', 'client/retry', 'client/settings', 'client/errors'].map(
      (name) => readFileSync(join(built, `${name}.js`), 'utf8'),
    );
    expect(imports.join('\n')).not.toMatch(/\b(?:Buffer|process|require|__dirname|setImmediate)\b|from '[^.]/);
  });
});
