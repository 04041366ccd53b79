import { setTimeout } from 'node:timers/promises';

/** Goes ahead without its turn after so long: the table decides in any case. */
const LONGEST_WAIT_MS = 2_000;

/**
 * Lets those of this process who want a turn of the same queue go one after the other, in the order in which they came, so
 * that they do not refuse each other's writes. Only a courtesy: other processes do not know of it.
 */
export class TurnLocks {
  readonly #last = new Map<string, Promise<void>>();

  /** `work` is told whether somebody was before it, so that what it knows of the turns is old. */
  async inTurn<T>(key: string, work: (waited: boolean) => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const { promise: done, resolve: leave } = Promise.withResolvers<void>();
    const own = (before ?? Promise.resolve()).then(() => done);
    this.#last.set(key, own);
    try {
      if (before !== undefined) await bounded(before);
      return await work(before !== undefined);
    } finally {
      leave();
      if (this.#last.get(key) === own) this.#last.delete(key);
    }
  }
}

async function bounded(before: Promise<void>): Promise<void> {
  const timer = new AbortController();
  const { signal } = timer;
  try {
    await Promise.race([before, setTimeout(LONGEST_WAIT_MS, undefined, { signal })]);
  } finally {
    timer.abort();
  }
}
