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
  try {
    return schema.parse(JSON.parse(String(item.attributes['doc'])));
  } catch (cause) {
    throw new StoredItemError(kind, cause);
  }
}
