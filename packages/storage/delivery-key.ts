import type { Instant } from '#domain/instant.ts';
import { deliveryId, parseDeliveryId } from '#domain/webhook/delivery-id.ts';
import type { ItemKey } from './tenant-table.ts';

/** What a place in the list of an endpoint's deliveries looks like: when the event was recorded, and which it is. */
export const DELIVERY_POSITION = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)#(evt_[0-9A-Z]{26}(?:_\d{6,})?)$/;

/** The partition that an endpoint's deliveries lie in, in the order in which their events were recorded. */
export function deliveriesOf(endpointId: string): string {
  return `deliveries#${endpointId}`;
}

/** Where the record of a delivery is. Throws if `id` is not that of a delivery. */
export function deliveryKey(id: string): ItemKey {
  const parts = parseDeliveryId(id);
  if (parts === undefined) throw new Error('not the id of a delivery');
  const { endpointId, eventId, recordedAt } = parts;
  return { partition: deliveriesOf(endpointId), sort: `${recordedAt}#${eventId}` };
}

/** The id of the delivery at a place in the list of an endpoint. Throws if it is none. */
export function deliveryAt(endpointId: string, position: string): string {
  const [, recordedAt, eventId] = DELIVERY_POSITION.exec(position) ?? [];
  if (recordedAt === undefined || eventId === undefined) throw new Error('not a place in a list of deliveries');
  return deliveryId({ endpointId, eventId, recordedAt: recordedAt as Instant }); // of the form of one
}
