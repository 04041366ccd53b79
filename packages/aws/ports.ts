import type { Instant } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import type { CustomHeaders } from '#domain/webhook/custom-headers.ts';
import type { Lane } from '#domain/webhook/endpoint-health.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import type { WebhookHeaders } from '#domain/webhook/signature.ts';
import type { Mode } from '#domain/wire.ts';

/** Where facts are published. */
export interface EventBus {
  /** Publishes all of `events`, in order as far as the bus keeps it. Throws if any was not taken; retry with all. */
  publish(events: readonly RecordedEvent[]): Promise<void>;
}

/** Which handoff a timer is for. The stored handoff decides what is due; a timer only says when to look. */
export interface HandoffRef {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly handoffId: string;
}

/** The one timer of a handoff. */
export interface DeadlineTimers {
  /**
   * Makes the handoff's deadline function run at `at`, and only then. Replaces what was armed before; `fresh` says that
   * probably nothing was, which saves a call.
   */
  arm(handoff: HandoffRef, at: Instant, options: { readonly fresh: boolean }): Promise<void>;
  /** Nothing is due by itself any more. */
  disarm(handoff: HandoffRef): Promise<void>;
  /** Looks at the handoff again in `delaySeconds`, at most 900. */
  wake(handoff: HandoffRef, delaySeconds: number): Promise<void>;
}

/** Whose waiting handoffs are to be given to those who are free. The stored lines decide which those are. */
export interface DrainRequest {
  readonly tenantId: string;
  readonly mode: Mode;
  /** The line behind which to go on; absent for all of them. */
  readonly after?: string;
  /** What is next of these lines; absent: they are to be given out from their heads on. */
  readonly from?: string;
}

export interface RequestQueue<T> {
  /** Has what `request` asks for done, at once or in `delaySeconds`, at most 900. */
  send(request: T, options?: { readonly delaySeconds: number }): Promise<void>;
}

/** Has a tenant's waiting handoffs routed again. */
export type RoutingQueue = RequestQueue<DrainRequest>;

/** One event for one endpoint. The event travels with the message, so that no attempt has to read it. */
export interface DeliveryMessage {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly endpointId: string;
  /** The endpoint is to be read at this version or a later one. */
  readonly endpointVersion: number;
  readonly event: PublishedEvent;
  /** When it was recorded, in whole seconds: the id of the delivery has it, so that every message finds the same record. */
  readonly recordedAt: Instant;
  /** The promise that it keeps, as the delivery has it: one that has another by now is left alone. Absent for the first. */
  readonly notBefore?: Instant;
  /** It is sent, maybe again, for this replay or retry by hand. */
  readonly replayId?: string;
  /** The second in which it has a slot of its endpoint's pace. */
  readonly reservedAt?: Instant;
}

export interface DeliveryQueue {
  /** Queues all of `messages`, each to arrive after its delay, at most 900 s. Throws if any was not taken. */
  send(
    messages: readonly DeliveryMessage[],
    options?: { readonly delaySecondsOf: (index: number) => number },
  ): Promise<void>;
  /** Queues `message` so that it arrives at `at`, however far that is. */
  sendAt(message: DeliveryMessage, at: Instant, now: Instant): Promise<void>;
}

/** Where deliveries wait: those to endpoints that are slow have a queue, and functions, of their own. */
export type DeliveryLanes = Readonly<Record<Lane, DeliveryQueue>>;

/** The lanes, for those who send at once or nearly so. */
export type DeliverySenders = Readonly<Record<Lane, Pick<DeliveryQueue, 'send'>>>;

/** A replay that is to go on from one version of it; one that is further by now is left alone. */
export interface ReplayRequest {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly replayId: string;
  readonly version: number;
}

/** Has a replay go on. */
export type ReplayQueue = RequestQueue<ReplayRequest>;

/** A deletion that is to go on from one version of it; one that is further by now is left alone. */
export interface DeletionRequest {
  readonly tenantId: string;
  readonly version: number;
}

/** Has a deletion go on. */
export type DeletionQueue = RequestQueue<DeletionRequest>;

/** A piece of what goes on beside the events: figures counted anew, or those removed that nobody is shown any more. */
export interface MetricsWork {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly work: 'build' | 'remove';
  readonly generation: number;
  /** Which piece; one that is done by now is left alone. */
  readonly step: number;
}

/** A tenant was changed, perhaps its time zone, by which its figures are counted. */
export interface ZoneCheck {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly work: 'zone';
}

/** Has it looked at whether figures are of the tenant's time zone. */
export type ZoneCheckQueue = RequestQueue<ZoneCheck>;

/** Has it worked on. */
export type MetricsQueue = RequestQueue<MetricsWork>;

/** Has the schedule of a tenant's reviews looked after, and for `freeze` the review of the last month kept. */
export interface ReviewRequest {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly work: 'schedule' | 'freeze';
  /** How often it has waited for figures that were being counted anew. */
  readonly waits?: number;
}

/** Posts a signed event to a receiver, within the limits of what may be connected to. Never throws. */
export type PostWebhook = (request: {
  readonly url: string;
  readonly mode: Mode;
  readonly headers: WebhookHeaders;
  /** Of the tenant's own. */
  readonly customHeaders?: CustomHeaders | undefined;
  /** By which it was signed. */
  readonly secrets?: readonly string[] | undefined;
  readonly body: string;
}) => Promise<AttemptOutcome>;
