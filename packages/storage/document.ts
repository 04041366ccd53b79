import type * as z from 'zod';
import type { Item } from './attributes.ts';

/** A stored item that does not parse: data was damaged, or written by code that is newer than this. */
export class StoredItemError extends Error {
  constructor(kind: string, cause: unknown) {
    super(`a stored ${kind} could not be read`, { cause });
    this.name = 'StoredItemError';
  }
}

/** Reads the JSON document of an item. */
export function readDocument<T>(kind: string, schema: z.ZodType<T>, item: Item): T {
  return readStored(kind, () => schema.parse(JSON.parse(String(item.attributes['doc']))));
}

/** What `read` makes of a stored item. @throws StoredItemError if it cannot make anything of it */
export function readStored<T>(kind: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new StoredItemError(kind, cause);
  }
}
