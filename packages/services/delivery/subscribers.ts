import { BoundedMap } from '#domain/bounded-map.ts';
import type { Instant } from '#domain/instant.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';

/** How many tenants' endpoints a process keeps. */
const CAPACITY = 1_000;

interface Snapshot {
  readonly takenAt: Instant;
  readonly endpoints: readonly StoredEndpoint[];
}

/**
 * The endpoints of tenants, as the dispatcher needs them: a snapshot that was taken after an event was sent knows every
 * endpoint that was there when it happened, so the events of one commit share one read, and no endpoint is missed.
 */
export class Subscribers {
  readonly #snapshots = new BoundedMap<Snapshot>(CAPACITY);

  /** All endpoints, those included that were created up to `instant`. */
  async asOf(context: TenantContext, instant: Instant): Promise<readonly StoredEndpoint[]> {
    const key = `${context.tenantId} ${context.mode}`;
    const known = this.#snapshots.get(key);
    if (known !== undefined && known.takenAt > instant) return known.endpoints;
    const endpoints = await context.stores.endpoints.all({ consistent: true });
    this.#snapshots.set(key, { takenAt: context.now, endpoints });
    return endpoints;
  }
}
