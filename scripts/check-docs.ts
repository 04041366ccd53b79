import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GUIDES } from '#api/docs/guides.ts';
import { PROBLEM_CODES } from '#domain/problem.ts';
import packageFile from '../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = 'bench|docs|functions|infra|packages|scripts|tests';

/** Everything that a page says and that is not so. */
function faultsOf(path: string, text: string): string[] {
  const scripts: ReadonlySet<string> = new Set(Object.keys(packageFile.scripts));
  const missing = [
    ...matches(text, /\]\((?!https?:|mailto:|#|\/)([^)\s#]+)(?:#[^)]*)?\)/g)
      .filter((link) => !existsSync(join(dirname(path), link)))
      .map((link) => `a link to ${link}, which does not exist`),
    ...matches(text, /\]\(\/docs\/(errors|guides)\/([a-z0-9_-]+)[^)]*\)/g, (kind, name) => pageOf(kind, name))
      .filter((page) => !existsSync(join(ROOT, page)))
      .map((page) => `a link to a page, ${page}, which does not exist`),
    ...matches(text, /\bnpm run(?: -s)? ([a-z:]+)/g)
      .filter((script) => !scripts.has(script))
      .map((script) => `npm run ${script}, which package.json does not have`),
    ...matches(text, new RegExp(`\`((?:${FOLDERS})/[\\w./-]+)\``, 'g'))
      .filter((file) => !existsSync(join(ROOT, file)))
      .map((file) => `the path ${file}, which does not exist`),
  ];
  return missing.map((fault) => `${relative(ROOT, path)} names ${fault}`);
}

function matches(text: string, pattern: RegExp, take = (...groups: string[]) => groups[0] ?? ''): string[] {
  return [...text.matchAll(pattern)].map(([, ...groups]) => take(...groups));
}

function pageOf(kind = '', name = ''): string {
  return kind === 'errors' ? `docs/errors/${name}.md` : `docs/${name}.md`;
}

async function markdownFiles(): Promise<string[]> {
  const entries = await readdir(join(ROOT, 'docs'), { recursive: true });
  const pages = entries.filter((entry) => entry.endsWith('.md')).map((entry) => join(ROOT, 'docs', entry));
  const readme = join(ROOT, 'README.md');
  return [...pages, ...(existsSync(readme) ? [readme] : [])];
}

const promised = [
  ...PROBLEM_CODES.map((code) => pageOf('errors', code)),
  ...GUIDES.map(({ name }) => pageOf('guides', name)),
];
const unkept = promised.filter((page) => !existsSync(join(ROOT, page))).map((page) => `${page} is missing`);
const pages = await Promise.all(
  (await markdownFiles()).map(async (path) => faultsOf(path, await readFile(path, 'utf8'))),
);
const faults = [...unkept, ...pages.flat()];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
