import { escapeToken, isJsonObject, resolveLocalRef } from '../packet/json.ts';

/** As deep as schemas may refer to each other; those that are published go nowhere near. */
const MAX_DEPTH = 64;

/**
 * The fields of the packet itself without which it is always refused, as JSON Pointers: also those that a schema requires
 * by reference or in combination, of alternatives those that each of them requires.
 */
export function requiredFields(schema: unknown): ReadonlySet<string> {
  return new Set([...requiredIn(schema, schema, 0)].map((name) => `/${escapeToken(name)}`));
}

function requiredIn(schema: unknown, root: unknown, depth: number): ReadonlySet<string> {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return new Set();
  const { required, allOf, anyOf, oneOf, $ref, if: condition, then: yes, else: no } = schema;
  const of = (part: unknown) => requiredIn(part, root, depth + 1);
  const found = new Set(listIn(required).filter((name) => typeof name === 'string'));
  const add = (names: ReadonlySet<string>) => {
    for (const name of names) found.add(name);
  };
  if (typeof $ref === 'string') add(of(resolveLocalRef(root, $ref)));
  for (const part of listIn(allOf)) add(of(part));
  for (const alternatives of [anyOf, oneOf]) add(inEach(listIn(alternatives).map(of)));
  if (condition !== undefined) add(inEach([yes, no].map(of)));
  return found;
}

function inEach(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first, ...others] = sets;
  return new Set([...(first ?? [])].filter((name) => others.every((set) => set.has(name))));
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
