import { BoundedMap } from '#domain/bounded-map.ts';
import { type Instant, secondsBetween } from '#domain/instant.ts';

/** Who found no place and has not asked again for this long is not waited for. */
const ASKS_AGAIN_WITHIN_SECONDS = 5;

const CAPACITY = 10_000;

/**
 * Whose turn it is where endpoints share places: those with the fewest posts under way first, and of these who has had a
 * place the longest ago. A place that comes free is kept for them until they ask again.
 */
export class PlaceTurns {
  /** By the pool of places that they share: the endpoints that found none, and when they last asked. */
  readonly #waiting = new BoundedMap<Map<string, Instant>>(CAPACITY);
  readonly #entered = new BoundedMap<{ readonly turn: number }>(CAPACITY);
  #turns = 0;

  /** How many others wait in `pool` whose turn is before that of `endpointId`. */
  ahead(pool: string, endpointId: string, now: Instant, postsOf: (endpointId: string) => number): number {
    const posts = postsOf(endpointId);
    const turn = this.#turnOf(endpointId);
    const isAhead = (other: string) => {
      const others = postsOf(other);
      return others < posts || (others === posts && this.#turnOf(other) < turn);
    };
    return this.#asking(pool, now).filter((other) => other !== endpointId && isAhead(other)).length;
  }

  /** How many endpoints wait in `pool`. */
  count(pool: string, now: Instant): number {
    return this.#asking(pool, now).length;
  }

  found(pool: string, endpointId: string): void {
    this.#waiting.get(pool)?.delete(endpointId);
    this.#turns += 1;
    this.#entered.set(endpointId, { turn: this.#turns });
  }

  foundNone(pool: string, endpointId: string, now: Instant): void {
    const asking = this.#asking(pool, now).map((id) => [id, this.#waiting.get(pool)?.get(id) ?? now] as const);
    this.#waiting.set(pool, new Map([...asking, [endpointId, now]]));
  }

  #asking(pool: string, now: Instant): string[] {
    const asked = [...(this.#waiting.get(pool) ?? [])];
    return asked.flatMap(([id, at]) => (secondsBetween(at, now) <= ASKS_AGAIN_WITHIN_SECONDS ? id : []));
  }

  #turnOf(endpointId: string): number {
    return this.#entered.get(endpointId)?.turn ?? 0;
  }
}
