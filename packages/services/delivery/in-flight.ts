import { BoundedMap } from '#domain/bounded-map.ts';

/** How many posts one process may have under way. */
interface Places {
  readonly perEndpoint: number;
  readonly perTenant: number;
}

export interface PlaceLimits {
  /** Of endpoints of which this process does not know that they answer quickly. */
  readonly unproven: Places;
  /** Of those of which it does; the tenant's are of all its endpoints together. */
  readonly quick: Places;
}

/** In the fast lane a place is soon free again, but for what has just begun to hang. */
export const FAST_PLACES: PlaceLimits = {
  unproven: { perEndpoint: 4, perTenant: 10 },
  quick: { perEndpoint: 10, perTenant: 40 },
};

const SLOW: Places = { perEndpoint: 5, perTenant: 10 };
/** In the slow lane each may be taken for 15 seconds, and tenants get the same. */
export const SLOW_PLACES: PlaceLimits = { unproven: SLOW, quick: SLOW };

/** Endpoints that are remembered to be quick; one that is forgotten has fewer places until its next answer. */
const CAPACITY = 10_000;

/** Whose post it is. */
export interface PlaceHolder {
  readonly tenantId: string;
  readonly endpointId: string;
}

/** A place for one post, to be given back exactly once. */
export interface Place {
  leave(): void;
}

/**
 * Counts the posts under way to each endpoint and tenant in this process, so that what hangs takes up some of its places
 * and not all. A Lambda container makes one post at a time and never comes near: docs/adr/webhook-delivery.md says what
 * bounds them there.
 */
export class InFlight {
  readonly #limits: PlaceLimits;
  readonly #posts = new Map<string, number>();
  readonly #quick = new BoundedMap<object>(CAPACITY);

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  /** Undefined if there is no place for one more. */
  enter({ tenantId, endpointId }: PlaceHolder): Place | undefined {
    const isQuick = this.isQuick(endpointId);
    const { perEndpoint, perTenant } = isQuick ? this.#limits.quick : this.#limits.unproven;
    // an unproven endpoint is held to what the tenant's unproven ones have, a quick one to what all of them have
    const unproven = `${tenantId} unproven`;
    if (this.#count(endpointId) >= perEndpoint || this.#count(isQuick ? tenantId : unproven) >= perTenant)
      return undefined;
    const counted = [endpointId, tenantId, ...(isQuick ? [] : [unproven])];
    for (const key of counted) this.#add(key, 1);
    return {
      leave: () => {
        for (const key of counted) this.#add(key, -1);
      },
    };
  }

  /** Whether the last that was noted of it is that it answers quickly. */
  isQuick(endpointId: string): boolean {
    return this.#quick.get(endpointId) !== undefined;
  }

  /** Notes what an attempt has shown; nothing is known of what was neither quick nor slow. */
  note(endpointId: string, shown: 'quick' | 'slow'): void {
    if (shown === 'quick') this.#quick.set(endpointId, {});
    else this.#quick.delete(endpointId);
  }

  #count(key: string): number {
    return this.#posts.get(key) ?? 0;
  }

  #add(key: string, more: number): void {
    const posts = this.#count(key) + more;
    if (posts > 0) this.#posts.set(key, posts);
    else this.#posts.delete(key);
  }
}
