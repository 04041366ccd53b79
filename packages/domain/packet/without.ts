import { isJsonObject, type JsonObject } from './json.ts';

/** The reference tokens of a JSON Pointer that is not that of everything (RFC 6901). */
export function tokensOf(pointer: string): readonly string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * An object without the members at these JSON Pointers, as far as it has them. An object that has nothing left by it goes
 * too: whoever leaves out the one thing in it seldom sends an empty one.
 */
export function withoutMembers(object: JsonObject, pointers: readonly string[]): JsonObject {
  return pointers.reduce((left, pointer) => withoutMember(left, tokensOf(pointer)), object);
}

function withoutMember(object: JsonObject, [name = '', ...further]: readonly string[]): JsonObject {
  if (!Object.hasOwn(object, name)) return object;
  const { [name]: member, ...others } = object;
  if (further.length === 0) return others;
  if (!isJsonObject(member)) return object;
  const left = withoutMember(member, further);
  if (left === member) return object;
  return Object.keys(left).length === 0 ? others : { ...object, [name]: left };
}
