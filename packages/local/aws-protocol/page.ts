import { validationError } from './aws-error.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page out of an ordered read. `read(after, limit)` returns up to `limit` items whose keys sort behind `after`
 * (the first ones for an empty string). Throws ValidationException for a token that this server did not make.
 */
export function readPage<Item>(
  request: { readonly nextToken: string | undefined; readonly limit: number },
  read: (after: string, limit: number) => readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const rows = read(request.nextToken === undefined ? '' : keyFrom(request.nextToken), request.limit + 1);
  const items = rows.slice(0, request.limit);
  const last = items.at(-1);
  return { items, nextToken: rows.length > items.length && last !== undefined ? tokenFor(keyOf(last)) : undefined };
}

const TOKEN_PREFIX = 'after:';

function tokenFor(key: string): string {
  return Buffer.from(TOKEN_PREFIX + key).toString('base64url');
}

function keyFrom(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  const key = text.slice(TOKEN_PREFIX.length);
  if (!text.startsWith(TOKEN_PREFIX) || tokenFor(key) !== token) throw validationError('NextToken is not valid.');
  return key;
}
