/** How many of each name; a name that is absent counts 0, and none is kept that does. Differences may be negative. */
export type Counted<K extends string | number = string> = ReadonlyMap<K, number>;

/** `a` and `factor` times `b`. */
export function combineCounted<K extends string | number>(a: Counted<K>, b: Counted<K>, factor: 1 | -1): Counted<K> {
  if (b.size === 0) return a;
  const sum = new Map(a);
  for (const [name, count] of b) {
    const total = (sum.get(name) ?? 0) + factor * count;
    if (total === 0) sum.delete(name);
    else sum.set(name, total);
  }
  return sum;
}

/** All of them together. */
export function totalOf(counted: Counted<string> | Counted<number>): number {
  let total = 0;
  for (const count of counted.values()) total += count;
  return total;
}
