import { BoundedMap } from '#domain/bounded-map.ts';
import { addSeconds, type Instant, later, secondsBetween } from '#domain/instant.ts';

/** What found no place is back by then, however long its line: so that an endpoint that recovers soon has it all. */
export const LINE_HORIZON_SECONDS = 300;

/** Nothing that found no place looks for one again before; up to twice as long, so that they spread. */
const LEAST_WAIT_SECONDS = 1;

const CAPACITY = 10_000;

/**
 * When those look for a place again who found none: one after the other, however many they are. Did each come back after
 * the same short wait, a long line would go round through the queue all the time, for the few places in it.
 */
export class PlaceLine {
  readonly #ends = new BoundedMap<{ readonly end: Instant }>(CAPACITY);

  /** The next turn in the line `key`, `spacingSeconds` after the one before. `random` is from 0 to 1. */
  join(key: string, now: Instant, spacingSeconds: number, random: number): Instant {
    const earliest = addSeconds(now, LEAST_WAIT_SECONDS * (1 + random));
    const last = this.#ends.get(key)?.end;
    const turn = last === undefined ? earliest : later(earliest, addSeconds(last, spacingSeconds));
    if (secondsBetween(now, turn) > LINE_HORIZON_SECONDS) {
      return addSeconds(now, (LINE_HORIZON_SECONDS / 2) * (1 + random));
    }
    this.#ends.set(key, { end: turn });
    return turn;
  }
}
