import { epochOf, type Instant, instantFromEpoch } from './instant.ts';
import type { PublishedEvent } from './published-event.ts';

/** An event and when it was written down, in whole seconds of real time: alike for all that one commit recorded. */
export interface RecordedEvent {
  readonly event: PublishedEvent;
  readonly recordedAt: Instant;
}

/** The second that `instant` is in: what is recorded is dated by it, as the bus knows nothing finer. */
export function wholeSecond(instant: Instant): Instant {
  return instantFromEpoch(Math.floor(epochOf(instant) / 1000) * 1000);
}
