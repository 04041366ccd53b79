export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** Whether an answer is a page, and leads on: one that leads back to itself would never end. */
export function isPageAfter(cursor: string | undefined, answer: unknown): answer is Page<unknown> {
  if (typeof answer !== 'object' || answer === null) return false;
  const { data, nextCursor } = answer as Readonly<Record<string, unknown>>;
  const leadsOn = nextCursor === null || (typeof nextCursor === 'string' && nextCursor !== cursor);
  return Array.isArray(data) && leadsOn;
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
