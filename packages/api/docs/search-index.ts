import { marked, type Token } from 'marked';
import * as z from 'zod';
import { PROBLEM_CODES } from '#domain/problem.ts';
import { PROBLEMS } from '../problem.ts';
import type { SiteFiles } from './files.ts';
import { GUIDES } from './guides.ts';
import { slugOf } from './markdown.ts';
import { plainText } from './plain-text.ts';

/** A place that the search can lead to. */
export interface SearchEntry {
  readonly title: string;
  /** What kind of place it is, or the page that it is on. */
  readonly on: string;
  readonly href: string;
  /** What stands there, without markup, on one line. */
  readonly text: string;
}

const operation = z.object({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.tuple([z.string()]),
  operationId: z.string(),
});
const operations = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

/** Everything that can be looked up, with what it says: sections of guides, operations, error codes. */
export async function searchIndex(files: SiteFiles): Promise<readonly SearchEntry[]> {
  const sections = await Promise.all(GUIDES.map(({ name, title }) => sectionsOf(files, name, title)));
  const { paths } = operations.parse(JSON.parse((await files.openApiJson()).toString('utf8')));
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { summary, description = '', tags }]) => ({
      title: summary,
      on: `${method.toUpperCase()} ${path}`,
      href: `/docs#tag/${slugOf(tags[0])}/${method.toUpperCase()}${path}`,
      text: plainText(marked.lexer(description)),
    })),
  );
  const errors = await Promise.all(PROBLEM_CODES.map((code) => errorPage(files, code)));
  return [...sections.flat(), ...calls, ...errors];
}

async function errorPage(files: SiteFiles, code: (typeof PROBLEM_CODES)[number]): Promise<SearchEntry> {
  const markdown = (await files.page(`errors/${code}.md`)) ?? '';
  return {
    title: code,
    on: `${PROBLEMS[code].status} ${PROBLEMS[code].title}`,
    href: `/docs/errors/${code}`,
    text: plainText(marked.lexer(markdown).filter(({ type }) => type !== 'heading')),
  };
}

/** A guide in pieces: what stands before its first section, and each section with what is in it. */
async function sectionsOf(files: SiteFiles, name: string, title: string): Promise<readonly SearchEntry[]> {
  const href = `/docs/guides/${name}`;
  const opening: Piece = { title, on: 'Guide', href, tokens: [] };
  const pieces = [opening];
  let piece = opening;
  for (const token of marked.lexer((await files.page(`${name}.md`)) ?? '')) {
    if (token.type !== 'heading') piece.tokens.push(token);
    else if (token['depth'] > 1) {
      piece = {
        title: plainText([token]),
        on: title,
        href: `${href}#${slugOf(String(token['text']))}`,
        tokens: [],
      };
      pieces.push(piece);
    }
  }
  return pieces.map(({ tokens, ...entry }) => ({ ...entry, text: plainText(tokens) }));
}

type Piece = Omit<SearchEntry, 'text'> & { readonly tokens: Token[] };
