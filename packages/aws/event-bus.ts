import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import { inBatches } from './batches.ts';
import type { EventBus } from './ports.ts';

/** What EventBridge takes in one call is 10 entries and 256 KB; each entry counts for a little more than its detail. */
const LIMITS = { count: 10, bytes: 240 * 1024 };
const ENTRY_OVERHEAD_BYTES = 256;

/** `source` of everything that Baton puts on the bus; rules match on it. */
export const EVENT_SOURCE = 'baton';

export function createEventBus(client: EventBridgeClient, busName: string): EventBus {
  return {
    async publish(events) {
      const entries = events.map((event) => toEntry(event, busName));
      const bytesOf = ({ Detail }: { Detail: string }) => Buffer.byteLength(Detail) + ENTRY_OVERHEAD_BYTES;
      for (const batch of inBatches(entries, bytesOf, LIMITS)) {
        const { FailedEntryCount: failed = 0 } = await client.send(new PutEventsCommand({ Entries: batch }));
        if (failed > 0) throw new Error(`the bus did not take ${failed} of ${batch.length} events`);
      }
    },
  };
}

/** `Time` comes out as `time` at every target, in whole seconds. */
function toEntry({ event, recordedAt }: RecordedEvent, busName: string) {
  return {
    EventBusName: busName,
    Source: EVENT_SOURCE,
    DetailType: event.type,
    Time: new Date(recordedAt),
    Detail: JSON.stringify(event),
    Resources: [],
  };
}
