import type { Delivery, DeliveryStatus } from '#domain/webhook/delivery.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type Page, type PageRequest, pageWithin, rangeOf } from '../page.ts';

/** What was sent to an endpoint, the newest events first. A page filtered by status may be short and still go on. */
export async function listDeliveries(
  context: CallContext,
  endpointId: string,
  request: PageRequest & { readonly status?: DeliveryStatus | undefined },
): Promise<Page<Delivery>> {
  requireScope(context, 'webhooks:read');
  await findDocument(context.stores.endpoints, 'webhook endpoint', endpointId);
  const status = request.status === undefined ? {} : { status: request.status };
  const page = await context.stores.deliveries.list(endpointId, { ...rangeOf(request), ...status });
  return pageWithin(page, ({ eventId }) => eventId);
}
