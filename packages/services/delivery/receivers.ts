import type { DeliveryMessage } from '#aws/ports.ts';
import { BoundedMap } from '#domain/bounded-map.ts';
import { epochOf } from '#domain/instant.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';

/** A busy endpoint is read anew this often, so that disabling it takes hold of what is already queued. */
const KEPT_MS = 10_000;
const CAPACITY = 1_000;

/** The endpoints that are being delivered to. A message says which version its endpoint must have at the least. */
export class Receivers {
  readonly #known = new BoundedMap<{ readonly endpoint: StoredEndpoint; readonly until: number }>(CAPACITY);

  /** Undefined if the endpoint is gone. A retry always reads it anew: hours may have passed. */
  async find(context: TenantContext, message: DeliveryMessage): Promise<StoredEndpoint | undefined> {
    const { endpointId, endpointVersion, notBefore } = message;
    const key = `${context.tenantId} ${context.mode} ${endpointId}`;
    const now = epochOf(context.now);
    const known = this.#known.get(key);
    const usable = notBefore === undefined && known !== undefined && now < known.until;
    if (usable && known.endpoint.version >= endpointVersion) return known.endpoint;
    return this.read(context, endpointId);
  }

  /** An endpoint as it is now. */
  async read(context: TenantContext, endpointId: string): Promise<StoredEndpoint | undefined> {
    this.forget(context, endpointId);
    const endpoint = await context.stores.endpoints.get(endpointId);
    const until = epochOf(context.now) + KEPT_MS;
    const { tenantId, mode } = context;
    if (endpoint !== undefined) this.#known.set(`${tenantId} ${mode} ${endpointId}`, { endpoint, until });
    return endpoint;
  }

  /** Forgets an endpoint whose stored form has just been changed. */
  forget({ tenantId, mode }: TenantContext, endpointId: string): void {
    this.#known.delete(`${tenantId} ${mode} ${endpointId}`);
  }
}
