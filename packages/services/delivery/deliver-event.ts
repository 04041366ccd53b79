import type { DeliveryMessage } from '#aws/ports.ts';
import { recordAttempt } from '#domain/webhook/delivery.ts';
import { laneOf, paceOf, speedOf } from '#domain/webhook/endpoint-health.ts';
import { type AttemptOutcome, isSuccess } from '#domain/webhook/outcome.ts';
import { activeSecrets } from '#domain/webhook/secret-rotation.ts';
import { signWebhook } from '#domain/webhook/signature.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';
import { bodyFor } from './body-for.ts';
import type { DeliveryDesk } from './delivery-desk.ts';
import { type DueDelivery, dueDelivery, giveUp, keepAttempt, noteWait } from './delivery-record.ts';
import { noteHealth } from './note-health.ts';
import { noteMissed } from './note-missed.ts';
import { putOffByPace } from './pace.ts';
import { waitForPlace } from './wait-for-place.ts';

/**
 * Makes the attempt that `message` asks for, if it is still due, or puts it off: until there may be a place for it, or to
 * the second in which its endpoint's pace has a slot. The fast lane hands what belongs into the slow one over to it.
 */
export async function deliverEvent(desk: DeliveryDesk, message: DeliveryMessage): Promise<void> {
  const context = desk.enter(message);
  if (desk.putOff.has(message, context.now)) return;
  const endpoint = await desk.receivers.find(context, message);
  if (desk.lane === 'fast' && endpoint?.enabled === true && laneOf(endpoint) === 'slow') {
    await desk.slow.send([message]);
    return;
  }
  const place = desk.inFlight.enter(message);
  if (place === undefined) {
    await waitForPlace(desk, context, message);
    return;
  }
  try {
    await deliverIfDue(desk, context, message, endpoint);
  } finally {
    place.leave();
  }
}

async function deliverIfDue(
  desk: DeliveryDesk,
  context: TenantContext,
  message: DeliveryMessage,
  known: StoredEndpoint | undefined,
): Promise<void> {
  const due = await dueDelivery(context, message);
  if (due === undefined) return;
  const isOff = known?.enabled === false;
  const endpoint = isOff ? await noteMissed(desk.receivers, context, message, known) : known;
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
  noteSpeed(desk, message.endpointId, outcome);
  const { delivery, decision } = recordAttempt(due.delivery, { outcome, url, now, jitter: desk.random() });
  if (decision.status === 'retrying') {
    const { nextAttemptAt } = decision;
    await desk.slow.sendAt({ ...message, notBefore: nextAttemptAt }, nextAttemptAt, now);
  }
  const ended = { ...context, now };
  const read = () => desk.receivers.read(ended, message.endpointId);
  const judged = { status: decision.status, outcome };
  if (await noteHealth(ended, endpoint, judged, read)) desk.receivers.forget(context, message.endpointId);
  await keepAttempt(ended, delivery);
}

/** What is quick has more places in this process: that takes an answer that is one. */
function noteSpeed({ inFlight }: DeliveryDesk, endpointId: string, outcome: AttemptOutcome): void {
  const speed = isSuccess(outcome) ? speedOf(outcome) : 'slow';
  if (speed !== undefined) inFlight.note(endpointId, speed);
}

/** Of messages about the same delivery that came at once, each that asks for something else, in their order. */
export function distinctMessages(messages: readonly DeliveryMessage[]): readonly DeliveryMessage[] {
  const asked = new Map(messages.map((message) => [`${message.notBefore} ${message.replayId}`, message]));
  return [...asked.values()];
}
