import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PublishedEvent } from '#domain/published-event.ts';
import type { EventBus } from './ports.ts';

/** What EventBridge takes in one call. */
const BATCH_SIZE = 10;

/** `source` of everything that Baton puts on the bus; rules match on it. */
export const EVENT_SOURCE = 'baton';

export function createEventBus(client: EventBridgeClient, busName: string): EventBus {
  return {
    async publish(events) {
      for (let start = 0; start < events.length; start += BATCH_SIZE) {
        const entries = events.slice(start, start + BATCH_SIZE).map((event) => toEntry(event, busName));
        const { FailedEntryCount: failed = 0 } = await client.send(new PutEventsCommand({ Entries: entries }));
        if (failed > 0) throw new Error(`the bus did not take ${failed} of ${entries.length} events`);
      }
    },
  };
}

function toEntry(event: PublishedEvent, busName: string) {
  return {
    EventBusName: busName,
    Source: EVENT_SOURCE,
    DetailType: event.type,
    Time: new Date(event.occurredAt),
    Detail: JSON.stringify(event),
    Resources: [],
  };
}
