import { Marked, type Tokens } from 'marked';
import { escapeMarkup } from '#domain/escape-markup.ts';
import { tableOf } from './html.ts';

export interface RenderedPage {
  readonly title: string;
  readonly html: string;
}

/** Renders a page of `docs/`. `path` is its own path there, so that links to its neighbours lead to their pages. */
export async function renderMarkdown(markdown: string, path: string): Promise<RenderedPage> {
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        const id = slugOf(text);
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens);
        const target = targetOf(href, path);
        return target === undefined ? text : `<a href="${escapeMarkup(target)}">${text}</a>`;
      },
      // The pages are text: markup of their own would only be a hole in the content security policy.
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeMarkup(text),
      table(token: Tokens.Table) {
        const row = (cells: readonly Tokens.TableCell[], tag: 'td' | 'th') =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        const body = token.rows.map((cells) => row(cells, 'td')).join('');
        return tableOf(row(token.header, 'th'), body);
      },
    },
  });
  const title = /^# +(.+)$/m.exec(markdown)?.[1] ?? 'Baton';
  return { title: title.replaceAll('`', ''), html: await marked.parse(markdown) };
}

/** The fragment of a heading, as GitHub makes it. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, '')
    .trim()
    .replaceAll(/ +/g, '-');
}

/** What the site has in place of a file or folder of the repository, beside the pages themselves. */
const PLACES: Readonly<Record<string, string>> = { '/openapi.yaml': '/docs', '/docs/errors/': '/docs/errors' };

/** The address on this site; undefined for a file of the repository that the site does not show. */
function targetOf(href: string, path: string): string | undefined {
  if (/^(?:https?:\/\/|\/|#)/.test(href)) return href;
  const base = 'docs:///docs/';
  const { pathname, hash } = new URL(href, `${base}${path}`);
  const place = PLACES[pathname];
  if (place !== undefined) return `${place}${hash}`;
  const page = /^\/docs\/((?:errors\/)?[a-z0-9_-]+)\.md$/.exec(pathname)?.[1];
  if (page === undefined) return undefined;
  return `/docs/${page.startsWith('errors/') ? page : `guides/${page}`}${hash}`;
}
