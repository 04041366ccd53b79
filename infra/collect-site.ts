import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ASSET_FOLDER = 'packages/api/docs/assets';
const REFERENCE_SCRIPT = 'node_modules/@scalar/api-reference/dist/browser/standalone.js';

/** Folders of `docs/` whose pages are published; what else is there is for those who work on Baton. */
const PUBLISHED = ['.', 'errors'];

/**
 * Collects in `<output>/site` what the docs function serves: the OpenAPI document in both forms, the script of the
 * reference page, what pages load, and the pages. Throws if one of them is missing.
 */
export function collectSite(root: string, output: string): void {
  const site = join(output, 'site');
  mkdirSync(site, { recursive: true });
  const openapi = readFileSync(join(root, 'openapi.yaml'), 'utf8');
  writeFileSync(join(site, 'openapi.yaml'), openapi);
  writeFileSync(join(site, 'openapi.json'), JSON.stringify(parse(openapi)));
  cpSync(join(root, REFERENCE_SCRIPT), join(site, 'standalone.js'));
  cpSync(join(root, ASSET_FOLDER), join(site, 'assets'), { recursive: true });
  for (const folder of PUBLISHED) copyPages(join(root, 'docs', folder), join(site, 'docs', folder));
}

function copyPages(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const pages = readdirSync(from, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.md$/.test(entry.name),
  );
  for (const { name } of pages) cpSync(join(from, name), join(to, name));
}

if (import.meta.main) {
  const [, , root, output] = process.argv;
  if (root === undefined || output === undefined) throw new Error('usage: collect-site.ts <root> <output>');
  collectSite(root, output);
}
