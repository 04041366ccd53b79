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

/** Acts for each of `items`, beside each other, at the commit that it stands for. */
export async function actForEach<T extends { readonly index: number }>(
  items: readonly T[],
  act: (item: T) => Promise<void>,
): Promise<(Stuck | undefined)[]> {
  return Promise.all(
    items.map(async (item) => {
      try {
        await act(item);
        return undefined;
      } catch (error) {
        return { index: item.index, error };
      }
    }),
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
    const [stuck] = await actForEach([item], (one) => act([one]));
    if (stuck !== undefined) return stuck;
  }
  return undefined;
}
