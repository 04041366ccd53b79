import { epochOf, type Instant } from '#domain/instant.ts';
import { DELIVERY_STATUSES, type Delivery, type DeliveryStatus, deliverySchema } from '#domain/webhook/delivery.ts';
import type { Attributes, Item } from './attributes.ts';
import { readDocument } from './document.ts';
import { dueAttributes } from './due-index.ts';
import { TABLE_INDEXES } from './table.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const [, , , BY_STATE] = TABLE_INDEXES;

/** How long the record of a delivery is kept after its last change. */
const KEPT_SECONDS = 90 * 24 * 3600;

/** Below and above every position. */
const FIRST = '0';
const LAST = '~';

/** What a place in the list of an endpoint's deliveries looks like: when it was created, and its event. */
export const DELIVERY_POSITION = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#evt_[0-9A-Z]{26}(?:_\d{6,})?$/;

export function deliveryPosition({ createdAt, eventId }: Pick<Delivery, 'createdAt' | 'eventId'>): string {
  return `${createdAt}#${eventId}`;
}

export interface DeliveryRange {
  readonly limit: number;
  readonly status?: DeliveryStatus;
  /** A `position`: only what was created before it. */
  readonly after?: string;
}

/** What was sent to a tenant's endpoints, one record for an event and an endpoint. */
export class DeliveryStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async get(endpointId: string, eventId: string): Promise<Delivery | undefined> {
    const item = await this.#table.get(keyOf(endpointId, eventId));
    return item && readDelivery(item);
  }

  /** Those that exist, in no particular order. */
  async getMany(endpointId: string, eventIds: readonly string[]): Promise<Delivery[]> {
    if (eventIds.length === 0) return [];
    const keys = [...new Set(eventIds)].map((eventId) => keyOf(endpointId, eventId));
    return (await this.#table.getMany(keys, { consistent: true })).map(readDelivery);
  }

  /**
   * The newest first, by when they were created. Only what is shown is read; what changes its status at this moment may be
   * left out of a page.
   */
  async list(endpointId: string, range: DeliveryRange): Promise<{ data: Delivery[]; next?: string }> {
    const { limit, status, after } = range;
    const statuses = status === undefined ? DELIVERY_STATUSES : [status];
    const bounds = { low: FIRST, high: after ?? LAST, descending: true };
    const lists = await Promise.all(
      // the bounds are inclusive, so the position itself comes again; and one more tells whether there are any
      statuses.map((one) =>
        this.#table.queryIndex(BY_STATE, listName(endpointId, one), { ...bounds, limit: limit + 2 }),
      ),
    );
    // the statuses are read one beside the other: what changed its status meanwhile may be in two of them
    const positions = [...new Set(lists.flat())]
      .filter((position) => position !== after)
      .sort()
      .reverse();
    const page = positions.slice(0, limit);
    const found = await this.getMany(endpointId, page.map(eventOf));
    const data = found
      .filter((delivery) => status === undefined || delivery.status === status)
      .sort((a, b) => (deliveryPosition(a) < deliveryPosition(b) ? 1 : -1));
    const last = page.at(-1);
    return { data, ...(positions.length > page.length && last !== undefined ? { next: last } : {}) };
  }

  /**
   * Keeps a delivery as it is after its stored version; 0: it must not be stored yet. One that is pending is looked at
   * again if nothing happens by `expectedBy`, which is when its attempt is due unless it is told otherwise.
   *
   * @returns false if the stored version is another
   */
  async save(delivery: Delivery, now: Instant, expectedBy?: Instant): Promise<boolean> {
    const { endpointId, eventId, version } = delivery;
    return this.#table.putIf(keyOf(endpointId, eventId), version, this.#attributes(delivery, now, expectedBy));
  }

  /** The write that `save` makes, to go with others. */
  saving(delivery: Delivery, now: Instant): Write {
    const { endpointId, eventId, version } = delivery;
    return { put: keyOf(endpointId, eventId), attributes: this.#attributes(delivery, now), ifVersion: version };
  }

  #attributes(delivery: Delivery, now: Instant, expectedBy?: Instant): Attributes {
    const saved: Delivery = { ...delivery, version: delivery.version + 1 };
    const due = saved.status === 'pending' ? (expectedBy ?? saved.nextAttemptAt) : undefined;
    return {
      version: saved.version,
      doc: JSON.stringify(saved),
      stateKey: this.#table.indexKey(listName(saved.endpointId, saved.status)),
      id: deliveryPosition(saved),
      expiresAt: Math.floor(epochOf(now) / 1000) + KEPT_SECONDS,
      ...(due === undefined ? {} : dueAttributes('delivery', saved.eventId, due)),
    };
  }
}

function readDelivery(item: Item): Delivery {
  return readDocument('delivery', deliverySchema(), item);
}

function eventOf(position: string): string {
  return position.slice(position.indexOf('#') + 1);
}

function listName(endpointId: string, status: DeliveryStatus): string {
  return `deliveries#${endpointId}#${status}`;
}

function keyOf(endpointId: string, eventId: string): ItemKey {
  return { partition: `deliveries#${endpointId}`, sort: eventId };
}
