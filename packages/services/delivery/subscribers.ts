import { BoundedMap } from '#domain/bounded-map.ts';
import type { Condition } from '#domain/expression/condition.ts';
import type { Instant } from '#domain/instant.ts';
import { type Lane, laneOf } from '#domain/webhook/endpoint-health.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { Subscriber } from '#domain/webhook/wants-event.ts';
import type { TenantContext } from '../context.ts';

/** How many tenants' endpoints a process keeps, and how many filters. */
const CAPACITY = 1_000;

export interface PlacedSubscriber extends Subscriber {
  /** Where deliveries to it belong. */
  readonly lane: Lane;
}

interface Snapshot {
  readonly takenAt: Instant;
  readonly subscribers: readonly PlacedSubscriber[];
}

/**
 * The endpoints of tenants, as the dispatcher needs them: a snapshot that was taken after an event was sent knows every
 * endpoint that was there when it happened, so the events of one commit share one read, and no endpoint is missed.
 */
export class Subscribers {
  readonly #snapshots = new BoundedMap<Snapshot>(CAPACITY);
  /** By tenant, endpoint and source: endpoints are read anew far more often than their filters change. */
  readonly #filters = new BoundedMap<Condition>(CAPACITY);

  /** All endpoints, those included that were created up to `instant`. */
  async asOf(context: TenantContext, instant: Instant): Promise<readonly PlacedSubscriber[]> {
    const key = `${context.tenantId} ${context.mode}`;
    const known = this.#snapshots.get(key);
    if (known !== undefined && known.takenAt > instant) return known.subscribers;
    const endpoints = await context.stores.endpoints.all({ consistent: true });
    const subscribers = await Promise.all(endpoints.map((endpoint) => this.#subscriber(key, endpoint)));
    this.#snapshots.set(key, { takenAt: context.now, subscribers });
    return subscribers;
  }

  async #subscriber(tenant: string, endpoint: StoredEndpoint): Promise<PlacedSubscriber> {
    const { id, version, enabled, disabledAt, createdAt, eventTypes, filter } = endpoint;
    const switchedOff = disabledAt !== undefined && disabledAt > createdAt ? { switchedOffAt: disabledAt } : {};
    const subscriber = { id, version, enabled, ...switchedOff, eventTypes, lane: laneOf(endpoint) };
    return filter === undefined ? subscriber : { ...subscriber, filter: await this.#parsed(`${tenant} ${id}`, filter) };
  }

  async #parsed(endpoint: string, source: string): Promise<Condition> {
    const key = `${endpoint} ${source}`;
    const known = this.#filters.get(key);
    if (known !== undefined) return known;
    // Most tenants filter nothing: the parser is loaded with the first filter, not at every start.
    const { parseCondition } = await import('#domain/expression/compile-condition.ts');
    const parsed = parseCondition(source);
    this.#filters.set(key, parsed);
    return parsed;
  }
}
