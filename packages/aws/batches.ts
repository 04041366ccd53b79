/** What one call of a batch API takes. */
export interface BatchLimits {
  readonly count: number;
  readonly bytes: number;
}

/** Cuts `items` into batches, in order, none beyond `limits`. An item that is too large by itself has a batch of its own. */
export function inBatches<T>(items: readonly T[], bytesOf: (item: T) => number, limits: BatchLimits): T[][] {
  const batches: T[][] = [];
  let current: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    if (current.length === limits.count || (current.length > 0 && bytes + size > limits.bytes)) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(item);
    bytes += size;
  }
  return current.length === 0 ? batches : [...batches, current];
}
