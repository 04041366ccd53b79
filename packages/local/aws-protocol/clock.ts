/** Time as the local services see it. Tests drive their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `wake` once when `now()` has reached `at` (soon, if it has). Returns the way to call it off. */
  wakeAt(at: number, wake: () => void): () => void;
}

/**
 * A timer counts monotonic time, which stands still while the machine sleeps, and takes at most 2^31 ms. Waking at
 * least this often and looking at the wall clock mends both.
 */
const LONGEST_NAP_MILLISECONDS = 1000;

export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(at, wake) {
    const nap = (): void => {
      const left = at - Date.now();
      if (left <= 0) wake();
      else timer = setTimeout(nap, Math.min(left, LONGEST_NAP_MILLISECONDS));
    };
    let timer = setTimeout(nap, Math.max(Math.min(at - Date.now(), LONGEST_NAP_MILLISECONDS), 0));
    return () => clearTimeout(timer);
  },
};
