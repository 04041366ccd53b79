import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLING } from '#infra/bundling.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly kilobytes: number;
}

/** Bundles a handler with the options of the deployment itself. */
export async function bundle(name: string, entry: string, folder: string): Promise<Bundle> {
  const outdir = mkdtempSync(join(folder, `${name}-`));
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  const file = join(outdir, 'index.mjs');
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: BUNDLING.format,
    target: BUNDLING.target,
    minify: BUNDLING.minify,
    charset: BUNDLING.charset,
    mainFields: [...BUNDLING.mainFields],
    banner: { js: BUNDLING.banner },
    logLevel: 'error',
  });
  return { name, file, kilobytes: Math.round(statSync(file).size / 1024) };
}
