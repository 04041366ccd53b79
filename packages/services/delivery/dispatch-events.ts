import type { DeliverySenders } from '#aws/ports.ts';
import type { Instant } from '#domain/instant.ts';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import { LANES } from '#domain/webhook/endpoint-health.ts';
import { wantsEvent, wasOnAt } from '#domain/webhook/wants-event.ts';
import type { TenantContext } from '../context.ts';
import type { Subscribers } from './subscribers.ts';

export interface Dispatcher {
  readonly subscribers: Subscribers;
  readonly lanes: DeliverySenders;
}

/**
 * Queues one delivery for each endpoint of the tenant that wants an event, in the lane where that endpoint belongs.
 * `sentAt` is when the last of the events was put on its way. One that was switched off since an event was recorded is
 * among them, so that what it misses is on record. Repeating it queues deliveries again under the same ids.
 */
export async function dispatchEvents(
  context: TenantContext,
  { subscribers, lanes }: Dispatcher,
  events: readonly RecordedEvent[],
  sentAt: Instant,
): Promise<void> {
  const { tenantId, mode } = context;
  const present = await subscribers.asOf(context, sentAt);
  for (const lane of LANES) {
    const there = present.filter((subscriber) => subscriber.lane === lane);
    const messages = events.flatMap(({ event, recordedAt }) =>
      there
        .filter((subscriber) => wasOnAt(subscriber, recordedAt) && wantsEvent(subscriber, event))
        .map(({ id, version }) => ({ tenantId, mode, endpointId: id, endpointVersion: version, event, recordedAt })),
    );
    if (messages.length > 0) await lanes[lane].send(messages);
  }
}
