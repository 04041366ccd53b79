import type { DeliveryQueue } from '#aws/ports.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { matchesEventType } from '#domain/webhook/endpoint.ts';
import type { TenantContext } from '../context.ts';

/**
 * Queues one delivery for each endpoint of the tenant that wants an event. The endpoints are read once, however many
 * events there are. Repeating it queues deliveries again under the same ids.
 */
export async function dispatchEvents(
  { tenantId, mode, stores }: TenantContext,
  queue: DeliveryQueue,
  events: readonly PublishedEvent[],
): Promise<void> {
  const endpoints = (await stores.endpoints.all({ consistent: true })).filter(({ enabled }) => enabled);
  const messages = events.flatMap((event) =>
    endpoints
      .filter(({ eventTypes }) => matchesEventType(eventTypes, event.type))
      .map(({ id: endpointId }) => ({ tenantId, mode, endpointId, event })),
  );
  if (messages.length > 0) await queue.send(messages);
}
