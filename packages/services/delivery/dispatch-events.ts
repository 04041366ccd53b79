import type { DeliveryQueue } from '#aws/ports.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { matchesEventType } from '#domain/webhook/endpoint.ts';
import type { EnterTenant } from '../system.ts';

/**
 * Queues one delivery for each endpoint that wants an event. Endpoints are read once for a tenant, however many of its
 * events there are. Repeating it queues deliveries again under the same ids.
 */
export async function dispatchEvents(
  enter: EnterTenant,
  queue: DeliveryQueue,
  events: readonly PublishedEvent[],
): Promise<void> {
  const byTenant = Map.groupBy(events, ({ tenantId, mode }) => `${tenantId} ${mode}`);
  for (const group of byTenant.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { tenantId, mode } = first;
    const endpoints = await enter({ tenantId, mode }).stores.endpoints.all({ consistent: true });
    await queue.send(
      group.flatMap((event) =>
        endpoints
          .filter(({ enabled, eventTypes }) => enabled && matchesEventType(eventTypes, event.type))
          .map(({ id: endpointId }) => ({ tenantId, mode, endpointId, event })),
      ),
    );
  }
}
