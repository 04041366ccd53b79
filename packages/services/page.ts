import { type DomainError, invalid } from '#domain/problem.ts';

/** What a caller asks of a list. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly data: readonly T[];
  /** Pass it as `cursor` to go on; null at the end. */
  readonly nextCursor: string | null;
}

/**
 * Where a list goes on, as services say it to the API, which seals it for its caller (`packages/api/sealed-list.ts`). It
 * names no tenant: a list is always read under the caller's own keys.
 */
export function encodeCursor(position: string): string {
  return Buffer.from(`1:${position}`, 'utf8').toString('base64url');
}

/** @throws DomainError `validation_failed` at `pointer` for what `encodeCursor` did not make. */
export function decodeCursor(cursor: string, pointer = '/query/cursor'): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^1:./.test(text) || encodeCursor(text.slice(2)) !== cursor || text.length > 300) {
    throw invalid({ pointer, code: 'invalid_cursor', message: 'Use a nextCursor as it was answered.' });
  }
  return text.slice(2);
}

/** What most lists are ordered by: the id of a resource or of an event. */
const ID_POSITION = /^[a-z]{3}_[0-9A-Z]{26}(?:_\d{6,})?$/;

/**
 * The range of a page, for stores. `position` is what a place in this list looks like: the table refuses to go on from a
 * key that is outside of what is read.
 *
 * @throws DomainError `validation_failed`
 */
export function rangeOf(
  { limit, cursor }: PageRequest,
  position: RegExp = ID_POSITION,
): { limit: number; after?: string } {
  if (cursor === undefined) return { limit };
  const after = decodeCursor(cursor);
  if (!position.test(after)) throw foreignCursor();
  return { limit, after };
}

/** The refusal of a cursor that goes on somewhere else. */
export function foreignCursor(pointer = '/query/cursor'): DomainError {
  return invalid({ pointer, code: 'invalid_cursor', message: 'This cursor is of another list.' });
}

export function pageOf<T>({ data, next }: { data: readonly T[]; next?: string }): Page<T> {
  return { data, nextCursor: next === undefined ? null : encodeCursor(next) };
}

/** Lambda answers at most 6 MB; a page stays well below, escapes and headers included. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** As many of `data` as an answer can hold, at least one. `positionOf` says where to go on after the last of them. */
export function pageWithin<T>(
  { data, next }: { data: readonly T[]; next?: string },
  positionOf: (item: T) => string,
): Page<T> {
  let bytes = 0;
  const fitting = data.findIndex((item, index) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return index > 0 && bytes > MAX_PAGE_BYTES;
  });
  const last = fitting === -1 ? undefined : data[fitting - 1];
  if (last === undefined) return pageOf({ data, ...(next === undefined ? {} : { next }) });
  return { data: data.slice(0, fitting), nextCursor: encodeCursor(positionOf(last)) };
}
