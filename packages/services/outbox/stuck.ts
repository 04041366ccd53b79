/** Where the outbox got stuck: that commit and those after it must be given again. */
export interface Stuck {
  /** Position of the first commit that was not carried out. */
  readonly index: number;
  readonly error: unknown;
}

/** The earliest of several: what comes after it is given again whatever became of it. */
export function firstStuck(stuck: readonly (Stuck | undefined)[]): Stuck | undefined {
  return stuck.reduce(
    (first, next) => (next !== undefined && (first === undefined || next.index < first.index) ? next : first),
    undefined,
  );
}

/** All at once; if that fails, one by one, so that one that cannot be carried out is told from all the others. */
export async function carryOut<T extends { readonly index: number }>(
  items: readonly T[],
  act: (items: readonly T[]) => Promise<void>,
): Promise<Stuck | undefined> {
  try {
    await act(items);
    return undefined;
  } catch (error) {
    if (items.length === 1 && items[0] !== undefined) return { index: items[0].index, error };
  }
  for (const item of items) {
    try {
      await act([item]);
    } catch (error) {
      return { index: item.index, error };
    }
  }
  return undefined;
}
