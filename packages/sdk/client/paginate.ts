export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** Every entry of a list. A page may be empty and still have a next one. */
export async function* entriesOf<T>(
  pageAfter: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  for (let cursor: string | undefined; ; ) {
    const { data, nextCursor } = await pageAfter(cursor);
    yield* data;
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}
