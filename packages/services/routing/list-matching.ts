import type { Document, DocumentStore } from '#storage/document-store.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';

/** How many documents one page looks at, however few of them match. */
const LOOKED_AT = 500;

/**
 * A page of those that match, in the order of their creation. It may have fewer than asked for, or none, where others
 * lie between them: `nextCursor` goes on behind what was looked at. @throws DomainError `validation_failed`
 */
export async function listMatching<T extends Document>(
  store: DocumentStore<T>,
  request: PageRequest,
  matches: (document: T) => boolean,
): Promise<Page<T>> {
  const { limit, ...range } = rangeOf(request);
  const { data, next } = await store.list({ ...range, limit: LOOKED_AT });
  const matching = data.filter(matches);
  const page = matching.slice(0, limit);
  const last = matching.length > limit ? page.at(-1)?.id : next;
  return pageOf({ data: page, ...(last === undefined ? {} : { next: last }) });
}

/** Whether `name` holds `part`, in capitals or not; anything does where none is asked for. */
export function holds(name: string, part: string | undefined): boolean {
  return part === undefined || name.toLowerCase().includes(part.toLowerCase());
}
