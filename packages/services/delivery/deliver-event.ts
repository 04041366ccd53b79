import type { DeliveryMessage, DeliveryQueue, PostWebhook } from '#aws/ports.ts';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { recordAttempt } from '#domain/webhook/delivery.ts';
import { paceOf } from '#domain/webhook/endpoint-health.ts';
import { activeSecrets } from '#domain/webhook/secret-rotation.ts';
import { signWebhook } from '#domain/webhook/signature.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';
import type { EnterTenant } from '../system.ts';
import { bodyFor } from './body-for.ts';
import { type DueDelivery, dueDelivery, giveUp, keepAttempt, noteWait } from './delivery-record.ts';
import type { InFlight } from './in-flight.ts';
import { noteHealth } from './note-health.ts';
import { putOffByPace } from './pace.ts';
import type { PutOffMessages } from './put-off.ts';
import type { Receivers } from './receivers.ts';

export interface DeliveryDesk {
  readonly enter: EnterTenant;
  readonly now: () => Instant;
  readonly queue: DeliveryQueue;
  readonly post: PostWebhook;
  readonly receivers: Receivers;
  readonly inFlight: InFlight;
  readonly putOff: PutOffMessages;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** How long a delivery waits for a place at its endpoint, at the least; up to twice as long, so that they spread. */
const PLACE_WAIT_SECONDS = 2;

/**
 * Makes the attempt that `message` asks for, if it is still due, or puts it off: for a moment while its endpoint has as
 * many under way as it may, or to the second in which the endpoint's pace has a slot for it.
 */
export async function deliverEvent(desk: DeliveryDesk, message: DeliveryMessage): Promise<void> {
  const context = desk.enter(message);
  const { endpointId } = message;
  const { now } = context;
  if (desk.putOff.has(message, now)) return;
  if (!desk.inFlight.enter(endpointId)) {
    const until = addSeconds(now, PLACE_WAIT_SECONDS * (1 + desk.random()));
    await desk.putOff.putOff(desk.queue, message, { until, now });
    return;
  }
  try {
    await deliverIfDue(desk, context, message);
  } finally {
    desk.inFlight.leave(endpointId);
  }
}

async function deliverIfDue(desk: DeliveryDesk, context: TenantContext, message: DeliveryMessage): Promise<void> {
  const due = await dueDelivery(context, message);
  if (due === undefined) return;
  const endpoint = await desk.receivers.find(context, message);
  if (endpoint?.enabled !== true) {
    await giveUp(context, message, due, endpoint === undefined ? 'endpoint_removed' : 'endpoint_disabled');
    return;
  }
  const putOff = await putOffByPace(context, endpoint, message, desk.random());
  const ready = putOff === undefined ? endpoint : await recovered(desk, context, message, endpoint);
  if (putOff === undefined || ready !== undefined) {
    await makeAttempt(desk, context, { message, endpoint: ready ?? endpoint, due });
    return;
  }
  const { until, message: form } = putOff;
  const isPutOff = await desk.putOff.putOff(desk.queue, message, { until, now: context.now, form });
  if (isPutOff) await noteWait(context, due, until);
}

/** What is remembered of an endpoint may be of a moment in which it failed once: nothing waits for that. */
async function recovered(
  { receivers }: DeliveryDesk,
  context: TenantContext,
  message: DeliveryMessage,
  { id, failingSince }: StoredEndpoint,
): Promise<StoredEndpoint | undefined> {
  if (failingSince === undefined) return undefined;
  receivers.forget(context, id);
  const present = await receivers.find(context, message);
  return present?.enabled === true && paceOf(present) === undefined ? present : undefined;
}

interface Attempt {
  readonly message: DeliveryMessage;
  readonly endpoint: StoredEndpoint;
  readonly due: DueDelivery;
}

/**
 * Makes one attempt and plans the next. The record is written last: a crash before it repeats the attempt under the same
 * id, and loses neither the next attempt nor what this one said of the endpoint.
 */
async function makeAttempt(desk: DeliveryDesk, context: TenantContext, attempt: Attempt): Promise<void> {
  const { endpoint, due } = attempt;
  const { reservedAt: _, ...message } = attempt.message;
  const { url } = endpoint;
  const body = await bodyFor(context, endpoint, message.event);
  const secrets = activeSecrets(endpoint.secrets, context.now);
  const headers = signWebhook({ id: message.event.id, timestamp: context.now, body }, secrets);
  const outcome = await desk.post({ url, mode: message.mode, body, headers, customHeaders: endpoint.headers, secrets });
  const now = desk.now();
  const { delivery, decision } = recordAttempt(due.delivery, { outcome, url, now, jitter: desk.random() });
  if (decision.status === 'retrying') {
    const { nextAttemptAt } = decision;
    await desk.queue.sendAt({ ...message, notBefore: nextAttemptAt }, nextAttemptAt, now);
  }
  const ended = { ...context, now };
  const read = () => desk.receivers.read(ended, message.endpointId);
  if (await noteHealth(ended, endpoint, decision.status, read)) desk.receivers.forget(context, message.endpointId);
  await keepAttempt(ended, delivery);
}

/** Of messages about the same delivery that came at once, each that asks for something else, in their order. */
export function distinctMessages(messages: readonly DeliveryMessage[]): readonly DeliveryMessage[] {
  const asked = new Map(messages.map((message) => [`${message.notBefore} ${message.replayId}`, message]));
  return [...asked.values()];
}
