import * as z from 'zod';
import { PROBLEM_CODES } from '#domain/problem.ts';
import { PROBLEMS } from '../problem.ts';
import type { SiteFiles } from './files.ts';
import { GUIDES } from './guides.ts';
import { slugOf } from './markdown.ts';

/** A place that the search can lead to. */
export interface SearchEntry {
  readonly title: string;
  /** What kind of place it is, or the page that it is on. */
  readonly on: string;
  readonly href: string;
}

const operations = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ summary: z.string(), tags: z.tuple([z.string()]), operationId: z.string() })),
  ),
});

/** Everything with a title: guides and their sections, operations, error codes. */
export async function searchIndex(files: SiteFiles): Promise<readonly SearchEntry[]> {
  const sections = await Promise.all(GUIDES.map(({ name, title }) => sectionsOf(files, name, title)));
  const { paths } = operations.parse(JSON.parse((await files.openApiJson()).toString('utf8')));
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([
        method,
        {
          summary,
          tags: [tag],
        },
      ]) => ({
        title: summary,
        on: `${method.toUpperCase()} ${path}`,
        href: `/docs#tag/${slugOf(tag)}/${method.toUpperCase()}${path}`,
      }),
    ),
  );
  const errors = PROBLEM_CODES.map((code) => ({
    title: code,
    on: `${PROBLEMS[code].status} ${PROBLEMS[code].title}`,
    href: `/docs/errors/${code}`,
  }));
  return [...sections.flat(), ...calls, ...errors];
}

async function sectionsOf(files: SiteFiles, name: string, title: string): Promise<readonly SearchEntry[]> {
  const markdown = (await files.page(`${name}.md`)) ?? '';
  const href = `/docs/guides/${name}`;
  const prose = markdown.replaceAll(/^```.*?^```$/gms, '');
  const headings = [...prose.matchAll(/^#{2,3} +(.+)$/gm)].map(([, heading = '']) => ({
    title: heading.replaceAll('`', ''),
    on: title,
    href: `${href}#${slugOf(heading)}`,
  }));
  return [{ title, on: 'Guide', href }, ...headings];
}
