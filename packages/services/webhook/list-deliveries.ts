import type { Delivery, DeliveryStatus } from '#domain/webhook/delivery.ts';
import { DELIVERY_POSITION } from '#storage/delivery-key.ts';
import { deliveryPosition } from '#storage/delivery-store.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type Page, type PageRequest, pageWithin, rangeOf } from '../page.ts';

/** What was sent to an endpoint, the newest first by when it was recorded. @throws DomainError `not_found` */
export async function listDeliveries(
  context: CallContext,
  endpointId: string,
  request: PageRequest & { readonly status?: DeliveryStatus | undefined },
): Promise<Page<Delivery>> {
  requireScope(context, 'webhooks:read');
  await findDocument(context.stores.endpoints, 'webhook endpoint', endpointId);
  const status = request.status === undefined ? {} : { status: request.status };
  const range = { ...rangeOf(request, DELIVERY_POSITION), ...status };
  return pageWithin(await context.stores.deliveries.list(endpointId, range), deliveryPosition);
}
