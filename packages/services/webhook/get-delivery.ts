import type { Delivery } from '#domain/webhook/delivery.ts';
import { parseDeliveryId } from '#domain/webhook/delivery-id.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { bodyFor } from '../delivery/body-for.ts';
import { findEvent } from '../event/find-event.ts';

export type DeliveryDetail = Delivery & {
  /** What was posted last, or would be now; absent when its endpoint has been removed. */
  readonly request?: { readonly url: string; readonly body: string };
};

/** One delivery with its attempts and what is posted. @throws DomainError `not_found` */
export async function getDelivery(context: CallContext, id: string): Promise<DeliveryDetail> {
  requireScope(context, 'webhooks:read');
  const delivery = await findDelivery(context, id);
  const { endpointId, eventId, attempts } = delivery;
  const [endpoint, recorded] = await Promise.all([
    context.stores.endpoints.get(endpointId),
    findEvent(context, eventId),
  ]);
  if (endpoint === undefined || recorded === undefined) return delivery;
  const body = await bodyFor(context, endpoint, recorded.event);
  return { ...delivery, request: { url: attempts.at(-1)?.url ?? endpoint.url, body } };
}

/** @throws DomainError `not_found` */
export async function findDelivery({ stores }: CallContext, id: string): Promise<Delivery> {
  const delivery = parseDeliveryId(id) && (await stores.deliveries.get(id));
  if (delivery === undefined) throw notFound('delivery', id);
  return delivery;
}
