import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App } from 'aws-cdk-lib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { addBaton } from '#infra/baton.ts';
import { readCdkContext } from '#infra/cdk-context.ts';
import { FUNCTION_NAMES } from '#infra/function-names.ts';
import { readSettings } from '#infra/settings.ts';

const run = promisify(execFile);

/** Loads a bundle as Lambda does, then all that it may load on demand, and prints what its handler is. */
const LOAD = `const { handler } = await import('./index.mjs');
  for (const file of process.env.FILES.split(' ')) await import('./' + file);
  console.log(typeof handler); process.exit(0);`;

const functionSchema = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({
    Code: z.object({ S3Key: z.string() }),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  }),
});

interface Bundle {
  readonly folder: string;
  readonly variables: Record<string, string>;
}

const outdir = mkdtempSync(join(tmpdir(), 'baton-bundles-'));
let bundles: Bundle[];

/** Synthesizes with every function really bundled, into a folder from which no package of the repository can be reached. */
function bundleAll(): Bundle[] {
  const app = new App({
    outdir,
    context: readCdkContext(),
    builtinCloudFormationValidation: false,
    stackTraces: false,
  });
  const { service } = addBaton(
    app,
    readSettings(() => undefined),
  );
  const template = app.synth().getStackArtifact(service.artifactId).template as { Resources: Record<string, unknown> };
  return Object.values(template.Resources).flatMap((resource) => {
    const parsed = functionSchema.safeParse(resource);
    if (!parsed.success) return [];
    const { Code, Environment } = parsed.data.Properties;
    const variables = Object.entries(Environment.Variables).map(([name, value]) => [name, textOf(name, value)]);
    return [
      { folder: join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`), variables: Object.fromEntries(variables) },
    ];
  });
}

/** A value that only CloudFormation can know is replaced by one of the same form. */
function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (name.endsWith('_URL')) return 'https://sqs.eu-west-1.amazonaws.com/111122223333/queue';
  if (name.endsWith('_KEY')) return 'k'.repeat(64);
  return name.endsWith('_ARN') ? 'arn:aws:service:eu-west-1:111122223333:resource' : 'baton';
}

beforeAll(() => {
  bundles = bundleAll();
}, 120_000);

afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

it('every function is bundled with all that it imports, and starts with the variables of its deployment', async () => {
  const loaded = bundles.map(async ({ folder, variables }) => {
    const FILES = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
    const env = { ...variables, AWS_REGION: 'eu-west-1', FILES: FILES.join(' ') };
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', LOAD], { cwd: folder, env });
    return stdout.trim();
  });
  expect(await Promise.all(loaded)).toEqual(FUNCTION_NAMES.map(() => 'function'));
});

it('the docs function has its site beside its bundle', () => {
  const sites = bundles.filter(({ folder }) => existsSync(join(folder, 'site')));
  expect(sites.map(({ variables }) => variables)).toEqual([{ BATON_SITE_DIR: '/var/task/site' }]);
  for (const file of ['openapi.yaml', 'openapi.json', 'standalone.js', 'docs/webhooks.md']) {
    expect(existsSync(join(sites[0]?.folder ?? '', 'site', file))).toBe(true);
  }
});

/** A name that only the polyfill of Temporal has, and that no minifier changes. */
const POLYFILL = 'getTimeZoneTransition';

/** The files of a bundle that are loaded with `file`, before anything is imported on demand. */
function loadedWith(folder: string, file: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  const imports = readFileSync(join(folder, file), 'utf8').matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.mjs)"/g);
  for (const [, imported = ''] of imports) loadedWith(folder, imported, loaded);
  return loaded;
}

it('the arithmetic of calendars is loaded with the first calendar that is used, and with nothing before', () => {
  const lazy = bundles.filter(({ folder }) => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
    const carrying = files.filter((file) => readFileSync(join(folder, file), 'utf8').includes(POLYFILL));
    const tiers = files.filter((file) => /^(?:index|management-\w+)\.mjs$/.test(file));
    const early = new Set(tiers.flatMap((file) => [...loadedWith(folder, file)]));
    expect(carrying.filter((file) => early.has(file))).toEqual([]);
    return carrying.length > 0;
  });
  expect(lazy.length).toBeGreaterThan(0);
});

/** What a cold start parses, in kilobytes: its time goes by that. */
const MOST_EARLY_KILOBYTES = 680;

it('each function starts with one file and what it needs in it: nothing of a library as a whole', () => {
  for (const { folder } of bundles) {
    expect([...loadedWith(folder, 'index.mjs')]).toEqual(['index.mjs']);
    const early = readFileSync(join(folder, 'index.mjs'), 'utf8');
    expect(Buffer.byteLength(early) / 1024).toBeLessThan(MOST_EARLY_KILOBYTES);
    // messages in other languages come with the whole of zod alone
    expect(early.includes('Ungültige Eingabe')).toBe(false);
  }
});
