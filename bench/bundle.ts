import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunction } from '#infra/bundling.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly kilobytes: number;
}

/** Bundles a handler with the options of the deployment itself. */
export function bundle(name: string, entry: string, folder: string): Bundle {
  const outdir = mkdtempSync(join(folder, `${name}-`));
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  bundleFunction(join(ROOT, entry), outdir);
  const bytes = readdirSync(outdir).reduce((total, file) => total + statSync(join(outdir, file)).size, 0);
  return { name, file: join(outdir, 'index.mjs'), kilobytes: Math.round(bytes / 1024) };
}
