import type { DeliveryMessage, DeliveryQueue, PostWebhook } from '#aws/ports.ts';
import { addSeconds, epochOf, type Instant } from '#domain/instant.ts';
import {
  abandonDelivery,
  createDelivery,
  type Delivery,
  isAttemptDue,
  type PendingDelivery,
  recordAttempt,
} from '#domain/webhook/delivery.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import { activeSecrets } from '#domain/webhook/secret-rotation.ts';
import { signWebhook, type WebhookHeaders } from '#domain/webhook/signature.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';
import type { EnterTenant } from '../system.ts';
import { bodyFor } from './body-for.ts';
import type { InFlight } from './in-flight.ts';
import { noteHealth } from './note-health.ts';
import type { Receivers } from './receivers.ts';

export interface DeliveryDesk {
  readonly enter: EnterTenant;
  readonly now: () => Instant;
  readonly queue: DeliveryQueue;
  readonly post: PostWebhook;
  readonly receivers: Receivers;
  readonly inFlight: InFlight;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** How long a delivery waits for a place at its endpoint, at the least; up to twice as long, so that they spread. */
const PLACE_WAIT_SECONDS = 2;

/**
 * Makes one attempt, or puts it off for a moment while its endpoint has as many under way as it may.
 */
export async function deliverEvent(desk: DeliveryDesk, message: DeliveryMessage): Promise<void> {
  const context = desk.enter(message);
  const { endpointId } = message;
  if (!desk.inFlight.enter(endpointId)) {
    const at = addSeconds(context.now, PLACE_WAIT_SECONDS * (1 + desk.random()));
    await desk.queue.sendAt(message, at, context.now);
    return;
  }
  try {
    await makeAttempt(desk, context, message);
  } finally {
    desk.inFlight.leave(endpointId);
  }
}

/**
 * Makes one attempt and plans the next. The record is written last: a crash before it repeats the attempt under the same
 * id, and loses neither the next attempt nor what this one said of the endpoint.
 */
async function makeAttempt(desk: DeliveryDesk, context: TenantContext, message: DeliveryMessage): Promise<void> {
  const { endpointId } = message;
  const due = await dueDelivery(context, message);
  if (due === undefined) return;
  const { delivery, isNew } = due;
  const endpoint = await desk.receivers.find(context, message);
  if (endpoint?.enabled !== true) {
    if (endpoint !== undefined) await keep(context, abandonDelivery(delivery, 'endpoint_disabled', context.now), isNew);
    return;
  }
  const body = await bodyFor(context, endpoint, message.event);
  const headers = signed(endpoint, { id: message.event.id, timestamp: context.now, body });
  const { url, headers: customHeaders } = endpoint;
  const outcome = await desk.post({ url, mode: message.mode, body, headers, customHeaders });
  const now = desk.now();
  const { delivery: attempted, decision } = recordAttempt(delivery, { outcome, now, jitter: desk.random() });
  if (decision.status === 'retrying') await desk.queue.sendAt(message, decision.nextAttemptAt, now);
  const changed = await noteHealth({ ...context, now }, endpoint, decision.status);
  if (changed) desk.receivers.forget(context, endpointId);
  await keep({ ...context, now }, attempted, isNew);
}

/** Of messages about the same delivery that came at once, the one that speaks of the latest attempt. */
export function latestMessage(messages: readonly [DeliveryMessage, ...DeliveryMessage[]]): DeliveryMessage {
  return messages.reduce((latest, next) => ((next.notBefore ?? '') > (latest.notBefore ?? '') ? next : latest));
}

interface DueDelivery {
  readonly delivery: PendingDelivery;
  /** It has no record yet, as far as the message tells. */
  readonly isNew: boolean;
}

/**
 * The delivery that `message` is about, if an attempt is due; a retry that comes twice finds that none is. A first
 * message that comes twice is posted twice, which saves the read that every other first message would need.
 */
async function dueDelivery(context: TenantContext, message: DeliveryMessage): Promise<DueDelivery | undefined> {
  const { endpointId, event, notBefore } = message;
  const fresh = createDelivery({ id: deliveryId(endpointId, event.id), eventId: event.id, endpointId }, context.now);
  if (notBefore === undefined) return { delivery: fresh, isNew: true };
  const stored = await context.stores.deliveries.get(endpointId, event.id);
  if (stored === undefined) return { delivery: fresh, isNew: true };
  return isAttemptDue(stored, notBefore) ? { delivery: stored, isNew: false } : undefined;
}

function signed(endpoint: StoredEndpoint, message: { id: string; timestamp: Instant; body: string }): WebhookHeaders {
  return signWebhook(message, activeSecrets(endpoint.secrets, message.timestamp));
}

/** The record of a first attempt replaces none: where there is one, the message was an echo of what went on since. */
async function keep({ stores, now }: TenantContext, delivery: Delivery, isNew: boolean): Promise<void> {
  const seconds = epochOf(now) / 1000;
  if (isNew) await stores.deliveries.create(delivery, seconds);
  else await stores.deliveries.put(delivery, seconds);
}
