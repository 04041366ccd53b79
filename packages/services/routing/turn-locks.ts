import { setTimeout } from 'node:timers/promises';

/** How it came to somebody's turn: nobody was before them; somebody was; or it did not, within the time there is. */
export type Arrival = 'first' | 'next' | 'late';

/**
 * Lets those of this process who want a turn of the same queue go one after the other, in the order in which they came, so
 * that they do not refuse each other's writes. Only a courtesy: other processes do not know of it.
 */
export class TurnLocks {
  readonly #last = new Map<string, Promise<void>>();

  async inTurn<T>(key: string, work: (arrival: Arrival) => Promise<T>, longestWaitMs: number): Promise<T> {
    const before = this.#last.get(key);
    const { promise: done, resolve: leave } = Promise.withResolvers<void>();
    // over once it and all before it have left, also if it was late and left before them
    const over: Promise<void> = Promise.all([before, done]).then(() => {
      if (this.#last.get(key) === over) this.#last.delete(key);
    });
    this.#last.set(key, over);
    try {
      return await work(before === undefined ? 'first' : await arrival(before, longestWaitMs));
    } finally {
      leave();
    }
  }
}

async function arrival(before: Promise<void>, longestWaitMs: number): Promise<Arrival> {
  const timer = new AbortController();
  const late = setTimeout(longestWaitMs, 'late' as const, { signal: timer.signal });
  try {
    return await Promise.race([before.then(() => 'next' as const), late]);
  } finally {
    timer.abort();
  }
}
