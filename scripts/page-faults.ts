import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageFile from '../package.json' with { type: 'json' };
import { missingTestsOf } from './test-references.ts';

/** The repository's own folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = 'bench|docs|functions|infra|packages|scripts|tests';

/** Everything that the page at `path` says and that is not so, one sentence each. */
export function faultsOf(path: string, text: string): string[] {
  const scripts: ReadonlySet<string> = new Set(Object.keys(packageFile.scripts));
  const links = linksOf(text);
  const missing = [
    ...links
      .filter((link) => !link.startsWith('/') && !existsSync(join(dirname(path), link)))
      .map((link) => `a link to ${link}, which does not exist`),
    // The site and the repository have different roots, so that no such link can be right in both.
    ...links
      .filter((link) => link.startsWith('/'))
      .map((link) => `a link to ${link}, which is no file of the repository: name the file, relative to the page`),
    ...matches(text, /\bnpm run(?: -s)? ([a-z:]+)/g)
      .filter((script) => !scripts.has(script))
      .map((script) => `npm run ${script}, which package.json does not have`),
    ...matches(text, new RegExp(`\`((?:${FOLDERS})/[\\w./-]+)\``, 'g'))
      .filter((file) => !existsSync(join(ROOT, file)))
      .map((file) => `the path ${file}, which does not exist`),
    ...missingTestsOf(ROOT, text),
  ];
  return missing.map((fault) => `${relative(ROOT, path)} names ${fault}`);
}

/** Where the markdown links of `text` lead, without fragments; not those to other servers, or within the page. */
export function linksOf(text: string): string[] {
  return matches(text, /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)/g);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group]) => group ?? '');
}
