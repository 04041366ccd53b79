import type { DeliveryMessage } from '#aws/ports.ts';
import { BoundedMap } from '#domain/bounded-map.ts';
import { epochOf } from '#domain/instant.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';

/** A busy endpoint is read anew this often, so that disabling it takes hold of what is already queued. */
const KEPT_MS = 10_000;
/** What was read so lately is as good as read now to an attempt that has succeeded: most of them then read nothing. */
const JUST_READ_MS = 2_000;
const CAPACITY = 1_000;

/** The endpoints that are being delivered to. A message says which version its endpoint must have at the least. */
export class Receivers {
  readonly #known = new BoundedMap<{ readonly endpoint: StoredEndpoint; readonly readAt: number }>(CAPACITY);

  /** Undefined if the endpoint is gone. A retry always reads it anew: hours may have passed. */
  async find(context: TenantContext, message: DeliveryMessage): Promise<StoredEndpoint | undefined> {
    const { endpointId, endpointVersion, notBefore } = message;
    const known = notBefore === undefined ? this.#readWithin(KEPT_MS, context, endpointId) : undefined;
    if (known !== undefined && known.version >= endpointVersion) return known;
    return this.read(context, endpointId);
  }

  /**
   * An endpoint as it was a moment ago, or is now. Of a failure that another process noted in that moment a success does
   * not learn: the next one does, and five days of failing begin no more than that moment too early.
   */
  async recent(context: TenantContext, endpointId: string): Promise<StoredEndpoint | undefined> {
    return this.#readWithin(JUST_READ_MS, context, endpointId) ?? this.read(context, endpointId);
  }

  /** An endpoint as it is now. */
  async read(context: TenantContext, endpointId: string): Promise<StoredEndpoint | undefined> {
    this.forget(context, endpointId);
    const endpoint = await context.stores.endpoints.get(endpointId);
    if (endpoint !== undefined) this.#known.set(keyOf(context, endpointId), { endpoint, readAt: epochOf(context.now) });
    return endpoint;
  }

  /** Forgets an endpoint whose stored form has just been changed. */
  forget(context: TenantContext, endpointId: string): void {
    this.#known.delete(keyOf(context, endpointId));
  }

  #readWithin(milliseconds: number, context: TenantContext, endpointId: string): StoredEndpoint | undefined {
    const known = this.#known.get(keyOf(context, endpointId));
    return known !== undefined && epochOf(context.now) < known.readAt + milliseconds ? known.endpoint : undefined;
  }
}

function keyOf({ tenantId, mode }: TenantContext, endpointId: string): string {
  return `${tenantId} ${mode} ${endpointId}`;
}
