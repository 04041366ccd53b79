import type { DeliveryLanes, PostWebhook } from '#aws/ports.ts';
import type { Instant } from '#domain/instant.ts';
import type { Lane } from '#domain/webhook/endpoint-health.ts';
import type { EnterTenant } from '../system.ts';
import type { InFlight } from './in-flight.ts';
import type { PlaceLine } from './place-line.ts';
import type { PutOffMessages } from './put-off.ts';
import type { Receivers } from './receivers.ts';

/** Where the deliveries of one lane are made. */
export interface DeliveryDesk {
  readonly lane: Lane;
  readonly enter: EnterTenant;
  readonly now: () => Instant;
  /** Its own, in which it puts off what it cannot do yet, and the other. Waits of hours end in the fast one. */
  readonly lanes: DeliveryLanes;
  readonly post: PostWebhook;
  readonly receivers: Receivers;
  readonly inFlight: InFlight;
  readonly line: PlaceLine;
  readonly putOff: PutOffMessages;
  /** From 0 to 1. */
  readonly random: () => number;
}
