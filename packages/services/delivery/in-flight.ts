/** Posts that one process may have under way to one endpoint. */
export const MAX_IN_FLIGHT = 10;

/**
 * Counts the posts under way to each endpoint in this process, so that one that hangs takes up some of its places and not
 * all. A Lambda container makes one post at a time and never comes near; between containers SQS is fair by itself.
 */
export class InFlight {
  readonly #posts = new Map<string, number>();

  /** Whether there is a place for one more; `leave` gives it back. */
  enter(endpointId: string): boolean {
    const posts = this.#posts.get(endpointId) ?? 0;
    if (posts >= MAX_IN_FLIGHT) return false;
    this.#posts.set(endpointId, posts + 1);
    return true;
  }

  leave(endpointId: string): void {
    const posts = (this.#posts.get(endpointId) ?? 0) - 1;
    if (posts > 0) this.#posts.set(endpointId, posts);
    else this.#posts.delete(endpointId);
  }
}
