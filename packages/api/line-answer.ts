import type { Headers } from './headers.ts';
import type { ApiRequest } from './http.ts';

/** One JSON value a line. */
export const LINES_TYPE = 'application/x-ndjson';

/** A page that is answered line by line. */
export interface LinePage {
  readonly data: readonly unknown[];
  readonly nextCursor: string | null;
}

/**
 * A page as lines, of which the last says where to go on; it is told apart by its `kind`, so that whoever has it knows that
 * no line is missing. RFC 8288: the same as a link for those who follow links.
 */
export function lineAnswer(
  { data, nextCursor }: LinePage,
  { origin, path, query }: Pick<ApiRequest, 'origin' | 'path' | 'query'>,
): { readonly body: string; readonly headers: Headers } {
  const lines = [...data, { kind: 'cursor', nextCursor }].map((line) => `${JSON.stringify(line)}\n`);
  if (nextCursor === null) return { body: lines.join(''), headers: {} };
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', nextCursor);
  return { body: lines.join(''), headers: { link: `<${origin}${path}?${parameters}>; rel="next"` } };
}
