import type { Delivery } from '#domain/webhook/delivery.ts';
import { parseDeliveryId } from '#domain/webhook/delivery-id.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';

/** One delivery with its attempts. @throws DomainError `not_found` */
export async function getDelivery(context: CallContext, id: string): Promise<Delivery> {
  requireScope(context, 'webhooks:read');
  const ids = parseDeliveryId(id);
  const delivery = ids && (await context.stores.deliveries.get(ids.endpointId, ids.eventId));
  if (delivery === undefined) throw notFound('delivery', id);
  return delivery;
}
