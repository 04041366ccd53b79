import type { Clock } from '#local/aws-protocol/clock.ts';

/** A clock that stands still until a test moves it, and wakes sleepers in the order of their instants. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  wakeAt(at: number, wake: () => void): () => void {
    const sleeper = { at, wake };
    this.#sleepers.add(sleeper);
    return () => this.#sleepers.delete(sleeper);
  }

  /** Moves to `to`, waking each sleeper at its own instant; `settle` runs after each. */
  async advanceTo(to: string | number, settle: () => Promise<void>): Promise<void> {
    const end = typeof to === 'number' ? to : Date.parse(to);
    for (;;) {
      await settle();
      const [next] = [...this.#sleepers].filter((sleeper) => sleeper.at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#sleepers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = end;
  }
}
