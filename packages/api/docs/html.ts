import { escapeMarkup } from '#domain/escape-markup.ts';
import { GUIDES, PARTS } from './guides.ts';

/** A table that may be wider than its page: scrolled in its own frame, which the keyboard reaches. */
export function tableOf(head: string, body: string): string {
  const table = `<table><thead>${head}</thead><tbody>${body}</tbody></table>`;
  return `<div class="wide" role="group" aria-label="Table" tabindex="0">${table}</div>\n`;
}

interface DocumentParts {
  readonly title: string;
  readonly kind: 'text' | 'reference';
  /** Trusted HTML. */
  readonly body: string;
  readonly scripts?: readonly string[];
  /** The path of the page, which the navigation marks. */
  readonly path?: string;
}

const TOP = [
  ['/docs', 'Start'],
  ['/docs/guides', 'Guides'],
  ['/docs#reference', 'Reference'],
  ['/docs/errors', 'Errors'],
] as const;

/** What all pages share: the head, the way past the navigation, the navigation, and the search that a script opens. */
export function documentOf({ title, kind, body, scripts = [], path = '' }: DocumentParts): string {
  const links = TOP.map(([href, text]) => `<a href="${href}"${currentIf(isWithin(path, href))}>${text}</a>`);
  // On narrow screens the reference brings a banner along, and a page has one.
  const top = kind === 'text' ? 'header' : 'div';
  const sources = ['page.js', 'search.js', ...scripts].map(scriptTag);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<link rel="icon" type="image/svg+xml" href="/docs/assets/icon.svg">
<link rel="stylesheet" href="/docs/assets/site.css">
${sources.join('\n')}
</head>
<body class="${kind}">
<a class="skip" href="#content">Skip to the content</a>
<${top} class="top">
<nav class="ways" aria-label="Documentation"><a class="brand" href="/docs"><img src="/docs/assets/icon.svg" alt="" width="22" height="22"> <span class="word">Baton</span></a> ${links.join(' ')}</nav>
<search hidden><input type="search" id="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found"><div id="found" class="found" role="listbox" aria-label="Found" hidden></div><p id="found-none" class="found" role="status"></p></search>
</${top}>
${body}
</body>
</html>
`;
}

/** Run in order once the page is read. All are modules but the reference, whose bundle sets a global. */
function scriptTag(name: string): string {
  return `<script src="/docs/assets/${name}" ${name === 'reference.js' ? 'defer' : 'type="module"'}></script>`;
}

function isWithin(path: string, href: string): boolean {
  return path === href || (href !== '/docs' && path.startsWith(`${href}/`));
}

function currentIf(isCurrent: boolean): string {
  return isCurrent ? ' aria-current="page"' : '';
}

interface PageParts {
  readonly title: string;
  /** Trusted HTML. */
  readonly main: string;
  readonly path?: string;
}

/** A page of text: guide, error page, or list of them, beside the list of all guides. */
export function textPage({ title, main, path = '' }: PageParts): string {
  const body = `<div class="columns">
<nav class="side" aria-label="Guides"><details><summary>All guides</summary>${guideLinks(path)}</details></nav>
<main id="content" tabindex="-1">
${main}
${nextTo(path)}</main>
</div>`;
  return documentOf({ title: `${title} · Baton`, kind: 'text', body, path });
}

function guideLinks(path: string): string {
  const parts = PARTS.map((part) => {
    const links = GUIDES.filter((guide) => guide.part === part).map(({ name, title }) => {
      const href = `/docs/guides/${name}`;
      return `<li><a href="${href}"${currentIf(path === href)}>${escapeMarkup(title)}</a></li>`;
    });
    return `<p id="part-${slug(part)}">${part}</p><ul aria-labelledby="part-${slug(part)}">${links.join('')}</ul>`;
  });
  return parts.join('');
}

function slug(part: string): string {
  return part.toLowerCase().replaceAll(' ', '-');
}

/** The guides before and after the one at `path`; nothing elsewhere. */
function nextTo(path: string): string {
  const index = GUIDES.findIndex(({ name }) => path === `/docs/guides/${name}`);
  if (index === -1) return '';
  const link = (at: number, rel: 'prev' | 'next', word: string) => {
    const guide = GUIDES[at];
    if (guide === undefined) return '';
    return `<a rel="${rel}" href="/docs/guides/${guide.name}"><small>${word}</small> ${escapeMarkup(guide.title)}</a>`;
  };
  return `<nav class="next" aria-label="Reading order">${link(index - 1, 'prev', 'Before')}${link(index + 1, 'next', 'Next')}</nav>\n`;
}

/** What a browser shows where there is no page. */
export const MISSING_PAGE = textPage({
  title: 'No such page',
  main: `<h1>There is no such page</h1>
<p>It may have moved. Look in the <a href="/docs">reference</a>, among the <a href="/docs/guides">guides</a>, or in the list of <a href="/docs/errors">errors</a>.</p>`,
});
