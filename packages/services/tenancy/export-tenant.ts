import { SCOPES } from '#domain/tenancy/scope.ts';
import { type CallContext, requireScope } from '../context.ts';
import { decodeCursor, encodeCursor, foreignCursor, type Page, type PageRequest } from '../page.ts';
import type { ExportLine } from './export/line.ts';
import { sectionsOf } from './export/sections.ts';

/** An answer of Lambda has at most 6 MB as JSON, which a page of text full of quotes comes close to twice. */
const MAX_PAGE_BYTES = 2.5 * 1024 * 1024;
/** Stands between the name of a section and a place in it. */
const IN = ':';

/**
 * A page of everything that the tenant owns in the mode of the caller's key, and of its account. The order does not change,
 * so that what was there when it was begun is exported once; what is made meanwhile may be, too. An administrator may
 * export what the key itself may not read.
 *
 * @throws DomainError `insufficient_scope`, `validation_failed` for a cursor of something else
 */
export async function exportTenant(context: CallContext, { limit, cursor }: PageRequest): Promise<Page<ExportLine>> {
  requireScope(context, 'tenant:admin');
  const reading = { ...context, principal: { ...context.principal, scopes: SCOPES } };
  const sections = sectionsOf(reading);
  const [name, after] = placeOf(cursor);
  const first = name === undefined ? 0 : sections.findIndex((section) => section.name === name);
  if (first === -1) throw foreignCursor();
  const data: ExportLine[] = [];
  let bytes = 0;
  for (const [index, section] of sections.slice(first).entries()) {
    for await (const { place, line } of section.lines(index === 0 ? after : undefined)) {
      data.push(line);
      bytes += Buffer.byteLength(JSON.stringify(line));
      if (data.length < limit && bytes < MAX_PAGE_BYTES) continue;
      return { data, nextCursor: encodeCursor(`${section.name}${IN}${place}`) };
    }
  }
  return { data, nextCursor: null };
}

function placeOf(cursor: string | undefined): readonly [name?: string, after?: string] {
  if (cursor === undefined) return [];
  const text = decodeCursor(cursor);
  const end = text.indexOf(IN);
  if (end === -1) throw foreignCursor();
  return [text.slice(0, end), text.slice(end + 1)];
}
