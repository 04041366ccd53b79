import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryFiles } from '#api/docs/files.ts';
import { GUIDES } from '#api/docs/guides.ts';
import { openSite } from '#api/docs/site.ts';
import { PROBLEM_CODES } from '#domain/problem.ts';
import { faultsOf, linksOf, ROOT } from './page-faults.ts';

async function markdownFiles(): Promise<string[]> {
  const entries = await readdir(join(ROOT, 'docs'), { recursive: true });
  const pages = entries.filter((entry) => entry.endsWith('.md')).map((entry) => join(ROOT, 'docs', entry));
  return [...pages, join(ROOT, 'README.md')];
}

function missingPages(): string[] {
  const promised = [
    ...PROBLEM_CODES.map((code) => `docs/errors/${code}.md`),
    ...GUIDES.map(({ name }) => `docs/${name}.md`),
  ];
  return promised.filter((page) => !existsSync(join(ROOT, page))).map((page) => `${page} is missing`);
}

/** The reference is read on the site alone, where links that begin with `/` lead to pages. */
async function deadLinksOfTheReference(): Promise<string[]> {
  const site = openSite(repositoryFiles());
  const links = new Set(linksOf(await readFile(join(ROOT, 'openapi.yaml'), 'utf8')));
  const found = await Promise.all(
    [...links].filter((link) => link.startsWith('/')).map(async (link) => ({ link, content: await site(link) })),
  );
  return found
    .filter(({ content }) => content === undefined)
    .map(({ link }) => `openapi.yaml names a link to ${link}, which the site does not have`);
}

const pages = await Promise.all(
  (await markdownFiles()).map(async (path) => faultsOf(path, await readFile(path, 'utf8'))),
);
const faults = [...missingPages(), ...(await deadLinksOfTheReference()), ...pages.flat()];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
