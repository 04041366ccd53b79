import { escapeToken, isJsonObject, type JsonObject, localRefPointer } from './json.ts';
import { IN_PLACE, SUBSCHEMA, SUBSCHEMA_LIST, SUBSCHEMA_MAP } from './keywords.ts';

/** A place in a schema document where a schema stands. */
export interface Place {
  readonly pointer: string;
  readonly keyword: string;
  readonly value: unknown;
}

/** The places directly inside `schema` where subschemas stand, whatever stands there. */
export function placesIn(schema: JsonObject, pointer: string): readonly Place[] {
  return Object.entries(schema).flatMap(([keyword, value]): readonly Place[] => {
    const at = `${pointer}/${escapeToken(keyword)}`;
    if (SUBSCHEMA.has(keyword)) return [{ pointer: at, keyword, value }];
    if (SUBSCHEMA_LIST.has(keyword) && Array.isArray(value)) {
      return value.map((part: unknown, index) => ({ pointer: `${at}/${index}`, keyword, value: part }));
    }
    if (SUBSCHEMA_MAP.has(keyword) && isJsonObject(value)) {
      return Object.entries(value).map(([name, part]) => ({
        pointer: `${at}/${escapeToken(name)}`,
        keyword,
        value: part,
      }));
    }
    return [];
  });
}

/** Every schema of a document by its JSON Pointer, `true` and `false` included; the document itself is ''. */
export function allSubschemas(root: unknown, most: number): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const pending: Place[] = [{ pointer: '', keyword: '', value: root }];
  for (let next = pending.pop(); next !== undefined && found.size < most; next = pending.pop()) {
    found.set(next.pointer, next.value);
    if (isJsonObject(next.value)) pending.push(...placesIn(next.value, next.pointer));
  }
  return found;
}

/** Pointers to the schemas that are applied to the same value as `schema`, its local reference among them. */
export function inPlacePointers(schema: JsonObject, pointer: string): readonly string[] {
  const parts = placesIn(schema, pointer).filter((place) => IN_PLACE.has(place.keyword));
  const ref = typeof schema['$ref'] === 'string' ? localRefPointer(schema['$ref']) : undefined;
  return [...parts.map((place) => place.pointer), ...(ref === undefined ? [] : [ref])];
}
