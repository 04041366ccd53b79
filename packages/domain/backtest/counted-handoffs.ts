/** How many handoffs are named where many are counted. */
export const NAMED_HANDOFFS = 20;

/** A number of handoffs, and the first of them by name. */
export interface CountedHandoffs {
  readonly count: number;
  readonly handoffIds: readonly string[];
}

/** `ids`: each once. */
export function countHandoffs(ids: readonly string[]): CountedHandoffs {
  return { count: ids.length, handoffIds: ids.slice(0, NAMED_HANDOFFS) };
}
