import { PROBLEM_CODES } from '#domain/problem.ts';
import { PROBLEMS } from '../problem.ts';
import { type Content, contentOf } from './content.ts';
import type { SiteFiles } from './files.ts';
import { GUIDES } from './guides.ts';
import { escapeHtml, REFERENCE_PAGE, REFERENCE_START, textPage } from './html.ts';
import { ICON } from './icon.ts';
import { renderMarkdown } from './markdown.ts';
import { STYLESHEET } from './stylesheet.ts';

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

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
      return contentOf(HTML, REFERENCE_PAGE);
    case '/docs/assets/reference.js':
      return contentOf(SCRIPT, await files.referenceScript());
    case '/docs/assets/start.js':
      return contentOf(SCRIPT, REFERENCE_START);
    case '/docs/assets/text.css':
      return contentOf('text/css; charset=utf-8', STYLESHEET);
    case '/docs/assets/icon.svg':
      return contentOf('image/svg+xml', ICON);
    case '/docs/errors':
      return contentOf(HTML, errorList());
    case '/docs/guides':
      return contentOf(HTML, guideList());
    default:
      return textOf(files, path);
  }
}

async function textOf(files: SiteFiles, path: string): Promise<Content | undefined> {
  const [, kind, name] = /^\/docs\/(errors|guides)\/([a-z0-9_-]+)$/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  const file = kind === 'errors' ? `errors/${name}.md` : `${name}.md`;
  const markdown = await files.page(file);
  if (markdown === undefined) return undefined;
  const { title, html } = await renderMarkdown(markdown, file);
  return contentOf(HTML, textPage({ title, main: html }));
}

function errorList(): string {
  const rows = PROBLEM_CODES.map((code) => {
    const { status, title } = PROBLEMS[code];
    return `<tr><td>${status}</td><td><a href="/docs/errors/${code}"><code>${code}</code></a></td><td>${escapeHtml(title)}</td></tr>`;
  });
  const table = `<div class="wide"><table><thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  const intro = 'Every refusal is an RFC 9457 problem document with one of these codes. Decide by the code.';
  return textPage({ title: 'Errors', main: `<h1>Errors</h1><p>${intro}</p>${table}` });
}

function guideList(): string {
  const items = GUIDES.map(
    ({ name, title, about }) =>
      `<li><a href="/docs/guides/${name}">${escapeHtml(title)}</a>: ${escapeHtml(about)}</li>`,
  );
  return textPage({ title: 'Guides', main: `<h1>Guides</h1><ul>${items.join('')}</ul>` });
}
