/** A JSON Pointer (RFC 6901) to `path` below `prefix`. */
export function pointerTo(path: readonly PropertyKey[], prefix = ''): string {
  return path.reduce<string>((pointer, token) => `${pointer}/${escapeToken(String(token))}`, prefix);
}

/** The value at `path` in `value`; undefined if there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, token) =>
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, token)
        ? Reflect.get(parent, token)
        : undefined,
    value,
  );
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
