import { BoundedMap } from '#domain/bounded-map.ts';
import type { Instant } from '#domain/instant.ts';
import { PlaceTurns } from './place-turns.ts';

/** How many posts one process may have under way. */
interface Places {
  readonly perEndpoint: number;
  readonly perTenant: number;
  /** Of the tenant's, those that are left to endpoints which have no post under way. */
  readonly spare: number;
}

export interface PlaceLimits {
  /** Of endpoints of which this process does not know that they answer quickly. */
  readonly unproven: Places;
  /** Of those of which it does; the tenant's are of all its endpoints together. */
  readonly quick: Places;
}

/** In the fast lane a place is soon free again, but for what has just begun to hang. */
export const FAST_PLACES: PlaceLimits = {
  unproven: { perEndpoint: 4, perTenant: 10, spare: 2 },
  quick: { perEndpoint: 10, perTenant: 40, spare: 0 },
};

const SLOW: Places = { perEndpoint: 5, perTenant: 10, spare: 2 };
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
 * and not all, and has endpoints of a tenant take turns. A Lambda container makes one post at a time and never comes near: docs/adr/webhook-delivery.md says what
 * bounds them there.
 */
export class InFlight {
  readonly #limits: PlaceLimits;
  readonly #posts = new Map<string, number>();
  readonly #quick = new BoundedMap<object>(CAPACITY);
  readonly #turns = new PlaceTurns();

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  /** Undefined if there is no place for one more, or others of the tenant come first. */
  enter({ tenantId, endpointId }: PlaceHolder, now: Instant): Place | undefined {
    const isQuick = this.isQuick(endpointId);
    const { perEndpoint, perTenant, spare } = isQuick ? this.#limits.quick : this.#limits.unproven;
    const pool = this.#poolOf({ tenantId, endpointId });
    const posts = this.#count(endpointId);
    const kept = this.#turns.ahead(pool, endpointId, now, (id) => this.#count(id)) + (posts > 0 ? spare : 0);
    if (posts >= perEndpoint || this.#count(pool) + kept >= perTenant) {
      this.#turns.foundNone(pool, endpointId, now);
      return undefined;
    }
    this.#turns.found(pool, endpointId);
    const counted = [endpointId, tenantId, ...(isQuick ? [] : [unprovenOf(tenantId)])];
    for (const key of counted) this.#add(key, 1);
    return {
      leave: () => {
        for (const key of counted) this.#add(key, -1);
      },
    };
  }

  /** How many endpoints of a tenant look for the same places as `holder`, itself included. */
  rivals(holder: PlaceHolder, now: Instant): number {
    return Math.max(1, this.#turns.count(this.#poolOf(holder), now));
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

  /** An unproven endpoint is held to what the tenant's unproven ones have, a quick one to what all of them have. */
  #poolOf({ tenantId, endpointId }: PlaceHolder): string {
    return this.isQuick(endpointId) ? tenantId : unprovenOf(tenantId);
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

function unprovenOf(tenantId: string): string {
  return `${tenantId} unproven`;
}
