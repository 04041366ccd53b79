/**
 * How far a shard is dealt with when its records finish out of order: the last record before which nothing is open.
 */
export interface Progress {
  /** Registers records in the order of the shard. */
  opened(sequenceNumbers: readonly string[]): void;
  /** Marks records as dealt with. */
  closed(sequenceNumbers: readonly string[]): void;
  /** The last record of the gapless run of closed ones, or undefined before the first. */
  reached(): string | undefined;
}

export function trackProgress(): Progress {
  const order: string[] = []; // opened and not yet passed, oldest first
  const done = new Set<string>();
  let reached: string | undefined;
  return {
    opened(sequenceNumbers) {
      order.push(...sequenceNumbers);
    },
    closed(sequenceNumbers) {
      for (const sequenceNumber of sequenceNumbers) done.add(sequenceNumber);
      let passed = 0;
      for (const sequenceNumber of order) {
        if (!done.delete(sequenceNumber)) break;
        reached = sequenceNumber;
        passed += 1;
      }
      order.splice(0, passed);
    },
    reached: () => reached,
  };
}
