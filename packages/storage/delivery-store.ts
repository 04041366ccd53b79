import { type Delivery, type DeliveryStatus, deliverySchema } from '#domain/webhook/delivery.ts';
import type { Attributes } from './attributes.ts';
import { readDocument } from './document.ts';
import type { ItemKey, TenantTable } from './tenant-table.ts';

/** How long the record of a delivery is kept. */
const KEPT_SECONDS = 90 * 24 * 3600;

/** What was sent to a tenant's endpoints, one record for an event and an endpoint. */
export class DeliveryStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async get(endpointId: string, eventId: string): Promise<Delivery | undefined> {
    const item = await this.#table.get(deliveryKey(endpointId, eventId));
    return item && readDocument('delivery', deliverySchema(), item);
  }

  /** Newest events first. `status` filters what was read, so that a page may be short and still have a `next`. */
  async list(endpointId: string, range: { limit: number; after?: string; status?: DeliveryStatus }) {
    const { limit, after, status } = range;
    const { items, next } = await this.#table.query(`deliveries#${endpointId}`, {
      limit,
      descending: true,
      consistent: true,
      ...(after === undefined ? {} : { after }),
    });
    const data = items
      .map((item) => readDocument('delivery', deliverySchema(), item))
      .filter((delivery) => status === undefined || delivery.status === status);
    return { data, ...(next === undefined ? {} : { next }) };
  }

  /** Begins the record of a delivery. `false`: it has one already, which stays as it is. */
  async create(delivery: Delivery, nowEpochSeconds: number): Promise<boolean> {
    const { endpointId, eventId } = delivery;
    return this.#table.putNew(deliveryKey(endpointId, eventId), attributesOf(delivery, nowEpochSeconds));
  }

  /** Keeps the record as of its latest attempt. Attempts of one delivery are made one after the other. */
  async put(delivery: Delivery, nowEpochSeconds: number): Promise<void> {
    const { endpointId, eventId } = delivery;
    await this.#table.put(deliveryKey(endpointId, eventId), attributesOf(delivery, nowEpochSeconds));
  }
}

function attributesOf(delivery: Delivery, nowEpochSeconds: number): Attributes {
  return { doc: JSON.stringify(delivery), expiresAt: Math.floor(nowEpochSeconds) + KEPT_SECONDS };
}

function deliveryKey(endpointId: string, eventId: string): ItemKey {
  return { partition: `deliveries#${endpointId}`, sort: eventId };
}
