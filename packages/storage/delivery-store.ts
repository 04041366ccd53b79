import { epochOf, type Instant } from '#domain/instant.ts';
import { type Delivery, type DeliveryStatus, deliverySchema } from '#domain/webhook/delivery.ts';
import { parseDeliveryId } from '#domain/webhook/delivery-id.ts';
import type { Attributes, Item } from './attributes.ts';
import { deliveriesOf, deliveryAt, deliveryKey } from './delivery-key.ts';
import { readDocument } from './document.ts';
import { dueAttributes } from './due-index.ts';
import { TABLE_INDEXES } from './table.ts';
import type { TenantTable, Write } from './tenant-table.ts';

const [, , , BY_STATE] = TABLE_INDEXES;

/** How long the record of a delivery is kept after its last change. */
const KEPT_SECONDS = 90 * 24 * 3600;

/** Below and above every position. */
const FIRST = '0';
const LAST = '~';

/** Records that one read asks for where some are left out, and how often one page reads at the most. */
const SEARCHING_PER_READ = 50;
const MAX_READS = 10;

/** The place of a delivery in the list of its endpoint. */
export function deliveryPosition({ id }: Pick<Delivery, 'id'>): string {
  return deliveryKey(id).sort;
}

export interface DeliveryRange {
  readonly limit: number;
  readonly status?: DeliveryStatus;
  /** A `position`: only what was recorded before it. */
  readonly after?: string;
}

interface DeliveryPage {
  readonly data: Delivery[];
  readonly next?: string;
}

/** What was sent to a tenant's endpoints, one record for an event and an endpoint. */
export class DeliveryStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** Throws if `id` is not that of a delivery. */
  async get(id: string): Promise<Delivery | undefined> {
    const item = await this.#table.get(deliveryKey(id));
    return item && readDelivery(item);
  }

  /** Those that exist, in no particular order. */
  async getMany(ids: readonly string[]): Promise<Delivery[]> {
    if (ids.length === 0) return [];
    return (await this.#table.getMany([...new Set(ids)].map(deliveryKey), { consistent: true })).map(readDelivery);
  }

  /**
   * The newest first, by when their events were recorded. Of what was delivered, a page may be short, or empty, and still
   * have a next one; what changes its status at this moment may be left out of a page.
   */
  async list(endpointId: string, range: DeliveryRange): Promise<DeliveryPage> {
    const { status } = range;
    const isIndexed = status === 'pending' || status === 'failed';
    return isIndexed ? this.#listIndexed(endpointId, status, range) : this.#listAll(endpointId, range);
  }

  /** When the oldest event was recorded that waits for its next attempt; what began to in the last moments may be missing. */
  async oldestPending(endpointId: string): Promise<Instant | undefined> {
    const bounds = { low: FIRST, high: LAST, limit: 1 };
    const [position] = await this.#table.queryIndex(BY_STATE, listName(endpointId, 'pending'), bounds);
    return position === undefined ? undefined : parseDeliveryId(deliveryAt(endpointId, position))?.recordedAt;
  }

  /** What is in trouble is little, and has an entry in the index. */
  async #listIndexed(
    endpointId: string,
    status: DeliveryStatus,
    { limit, after }: DeliveryRange,
  ): Promise<DeliveryPage> {
    // the bounds are inclusive, so the position itself comes again; and one more tells whether there are any
    const bounds = { low: FIRST, high: after ?? LAST, descending: true, limit: limit + 2 };
    const listed = await this.#table.queryIndex(BY_STATE, listName(endpointId, status), bounds);
    const positions = listed.filter((position) => position !== after);
    const page = positions.slice(0, limit);
    const found = await this.getMany(page.map((position) => deliveryAt(endpointId, position)));
    const data = found
      .filter((delivery) => delivery.status === status)
      .sort((a, b) => (deliveryPosition(a) < deliveryPosition(b) ? 1 : -1));
    const last = page.at(-1);
    return { data, ...(positions.length > page.length && last !== undefined ? { next: last } : {}) };
  }

  /** Most are delivered: those that are not are read too, and left out. */
  async #listAll(endpointId: string, { limit, status, after }: DeliveryRange): Promise<DeliveryPage> {
    // one more tells whether there are any
    const perRead = status === undefined ? limit + 1 : Math.max(limit + 1, SEARCHING_PER_READ);
    const found: Delivery[] = [];
    let position = after;
    for (let reads = 1; ; reads++) {
      const { items, next } = await this.#table.query(deliveriesOf(endpointId), {
        limit: perRead,
        descending: true,
        consistent: true,
        ...(position === undefined ? {} : { after: position }),
      });
      found.push(...items.map(readDelivery).filter((delivery) => status === undefined || delivery.status === status));
      const last = found[limit - 1];
      if (found.length > limit && last !== undefined)
        return { data: found.slice(0, limit), next: deliveryPosition(last) };
      if (next === undefined) return { data: found };
      if (reads === MAX_READS) return { data: found, next };
      position = next;
    }
  }

  /**
   * Keeps a delivery as it is after its stored version; 0: it must not be stored yet. One that is pending is looked at
   * again if nothing happens by `expectedBy`, which is when its attempt is due unless it is told otherwise.
   *
   * @returns false if the stored version is another
   */
  async save(delivery: Delivery, now: Instant, expectedBy?: Instant): Promise<boolean> {
    return this.#table.putIf(deliveryKey(delivery.id), delivery.version, this.#attributes(delivery, now, expectedBy));
  }

  /** The write that `save` makes, to go with others. */
  saving(delivery: Delivery, now: Instant): Write {
    const { id, version } = delivery;
    return { put: deliveryKey(id), attributes: this.#attributes(delivery, now), ifVersion: version };
  }

  #attributes(delivery: Delivery, now: Instant, expectedBy?: Instant): Attributes {
    const saved: Delivery = { ...delivery, version: delivery.version + 1 };
    return {
      version: saved.version,
      doc: JSON.stringify(saved),
      expiresAt: Math.floor(epochOf(now) / 1000) + KEPT_SECONDS,
      ...this.#indexed(saved, expectedBy),
    };
  }

  /** Only what is in trouble is in the indexes: most are delivered at once, and an entry costs as much as the record. */
  #indexed(delivery: Delivery, expectedBy?: Instant): Attributes {
    const { endpointId, eventId, status } = delivery;
    if (status === 'delivered') return {};
    const listed = {
      stateKey: this.#table.indexKey(listName(endpointId, status)),
      id: deliveryPosition(delivery),
    };
    if (status === 'failed') return listed;
    return { ...listed, ...dueAttributes('delivery', eventId, expectedBy ?? delivery.nextAttemptAt) };
  }
}

function readDelivery(item: Item): Delivery {
  return readDocument('delivery', deliverySchema(), item);
}

function listName(endpointId: string, status: DeliveryStatus): string {
  return `deliveries#${endpointId}#${status}`;
}
