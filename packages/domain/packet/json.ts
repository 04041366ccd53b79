export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed JSON value is an object (and neither an array nor null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One reference token of a JSON Pointer, escaped (RFC 6901, section 3). */
export function escapeToken(token: string | number): string {
  return String(token).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The value at a JSON Pointer inside `root`; undefined if there is none. Sees own members only. */
export function valueAt(root: unknown, pointer: string): unknown {
  if (pointer === '') return root;
  if (!pointer.startsWith('/')) return undefined;
  let value: unknown = root;
  for (const raw of pointer.slice(1).split('/')) {
    const token = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value) && /^(?:0|[1-9]\d{0,8})$/.test(token)) value = value[Number(token)];
    else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** The JSON Pointer of a local `$ref` (`#` or `#/…`, percent-decoded); undefined for any other reference. */
export function localRefPointer(ref: string): string | undefined {
  if (ref !== '#' && !ref.startsWith('#/')) return undefined;
  try {
    return decodeURIComponent(ref.slice(1));
  } catch {
    return undefined; // a stray percent sign
  }
}

/** What a local `$ref` refers to inside `root`; undefined if it is not local or leads nowhere. */
export function resolveLocalRef(root: unknown, ref: string): unknown {
  const pointer = localRefPointer(ref);
  return pointer === undefined ? undefined : valueAt(root, pointer);
}
