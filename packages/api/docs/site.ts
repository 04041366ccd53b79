import { escapeMarkup } from '#domain/escape-markup.ts';
import { PROBLEM_CODES } from '#domain/problem.ts';
import { PROBLEMS } from '../problem.ts';
import { ASSETS, isAsset } from './assets.ts';
import { type Content, contentOf } from './content.ts';
import type { SiteFiles } from './files.ts';
import { GUIDES, PARTS } from './guides.ts';
import { tableOf, textPage } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { searchIndex } from './search-index.ts';
import { START_PAGE } from './start-page.ts';

const HTML = 'text/html; charset=utf-8';

/** Finds what is at a path of the documentation; undefined if there is nothing. */
export type Site = (path: string) => Promise<Content | undefined>;

/** The documentation over these files. What was found is kept: the files of a deployment do not change. */
export function openSite(files: SiteFiles): Site {
  const kept = new Map<string, Content>();
  return async (path) => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    const content = await read(files, path);
    if (content !== undefined) kept.set(path, content);
    return content;
  };
}

async function read(files: SiteFiles, path: string): Promise<Content | undefined> {
  switch (path) {
    case '/openapi.yaml':
      return contentOf('application/yaml', await files.openApiYaml());
    case '/openapi.json':
      return contentOf('application/json', await files.openApiJson());
    case '/docs':
      return contentOf(HTML, START_PAGE);
    case '/docs/assets/reference.js':
      return contentOf(ASSETS['page.js'], await files.referenceScript());
    case '/docs/assets/search.json':
      return contentOf('application/json', JSON.stringify(await searchIndex(files)));
    case '/docs/errors':
      return contentOf(HTML, errorList());
    case '/docs/guides':
      return contentOf(HTML, guideList());
    default:
      return (await assetOf(files, path)) ?? (await textOf(files, path));
  }
}

async function assetOf(files: SiteFiles, path: string): Promise<Content | undefined> {
  const [, name = ''] = /^\/docs\/assets\/([a-z.-]+)$/.exec(path) ?? [];
  return isAsset(name) ? contentOf(ASSETS[name], await files.asset(name)) : undefined;
}

async function textOf(files: SiteFiles, path: string): Promise<Content | undefined> {
  const [, kind, name] = /^\/docs\/(errors|guides)\/([a-z0-9_-]+)$/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  const file = kind === 'errors' ? `errors/${name}.md` : `${name}.md`;
  const markdown = await files.page(file);
  if (markdown === undefined) return undefined;
  const { title, html } = await renderMarkdown(markdown, file);
  return contentOf(HTML, textPage({ title, main: html, path }));
}

function errorList(): string {
  const rows = PROBLEM_CODES.map((code) => {
    const { status, title } = PROBLEMS[code];
    return `<tr><td>${status}</td><td><a href="/docs/errors/${code}"><code>${code}</code></a></td><td>${escapeMarkup(title)}</td></tr>`;
  });
  const head = '<tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th></tr>';
  const intro = 'Every refusal is an RFC 9457 problem document with one of these codes. Decide by the code.';
  const table = tableOf(head, rows.join(''));
  return textPage({ title: 'Errors', path: '/docs/errors', main: `<h1>Errors</h1><p>${intro}</p>${table}` });
}

function guideList(): string {
  const parts = PARTS.map((part) => {
    const items = GUIDES.filter((guide) => guide.part === part).map(
      ({ name, title, about }) =>
        `<li><a href="/docs/guides/${name}">${escapeMarkup(title)}</a><span>${escapeMarkup(about)}</span></li>`,
    );
    return `<h2>${part}</h2><ul class="cards">${items.join('')}</ul>`;
  });
  return textPage({ title: 'Guides', path: '/docs/guides', main: `<h1>Guides</h1>${parts.join('')}` });
}
