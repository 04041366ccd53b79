import type { DeliveryMessage } from '#aws/ports.ts';
import { recordAttempt } from '#domain/webhook/delivery.ts';
import { judgeSlowness, laneOf, paceOf, speedOf } from '#domain/webhook/endpoint-health.ts';
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
import { type PutOff, putOffByPace } from './pace.ts';
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
    await desk.lanes.slow.send([message]);
    return;
  }
  const place = desk.inFlight.enter(message, context.now);
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
  const paced = await paceOfPresent(desk, context, message, endpoint);
  if (paced.putOff === undefined) {
    await makeAttempt(desk, context, { message, endpoint: paced.endpoint, due });
    return;
  }
  const { until, message: form } = paced.putOff;
  await noteWait(context, due, until);
  await desk.putOff.putOff(desk.lanes[desk.lane], message, { until, now: context.now, form });
}

interface Paced {
  readonly endpoint: StoredEndpoint;
  readonly putOff?: PutOff | undefined;
}

/**
 * Whether a post has to wait for the pace of its endpoint. What is remembered may be of a moment in which it failed once:
 * nothing waits for that, but at the most for the pace that it has by itself.
 */
async function paceOfPresent(
  { receivers, random }: DeliveryDesk,
  context: TenantContext,
  message: DeliveryMessage,
  endpoint: StoredEndpoint,
): Promise<Paced> {
  const putOff = await putOffByPace(context, endpoint, message, random());
  if (putOff === undefined || endpoint.failingSince === undefined) return { endpoint, putOff };
  const present = await receivers.read(context, endpoint.id);
  if (present?.enabled !== true || paceOf(present) === paceOf(endpoint)) return { endpoint, putOff };
  return { endpoint: present, putOff: await putOffByPace(context, present, message, random()) };
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
    const lane = laneOf({ slowSince: judgeSlowness(endpoint.slowSince, outcome, now) });
    await desk.lanes[lane].sendAt({ ...message, notBefore: nextAttemptAt }, nextAttemptAt, now);
  }
  const ended = { ...context, now };
  const { receivers } = desk;
  const read = () => receivers.read(ended, endpoint.id);
  const recent = () => receivers.recent(ended, endpoint.id);
  const judged = { status: decision.status, outcome };
  if (await noteHealth(ended, endpoint, judged, { read, recent })) receivers.forget(context, endpoint.id);
  await keepAttempt(ended, delivery);
}

/** What is quick has more places in this process: that takes an answer that is one. A quick failure tells neither. */
function noteSpeed({ inFlight }: DeliveryDesk, endpointId: string, outcome: AttemptOutcome): void {
  const speed = speedOf(outcome);
  if (speed === 'slow' || (speed === 'quick' && isSuccess(outcome))) inFlight.note(endpointId, speed);
}

/** Of messages about the same delivery that came at once, each that asks for something else, in their order. */
export function distinctMessages(messages: readonly DeliveryMessage[]): readonly DeliveryMessage[] {
  const asked = new Map(messages.map((message) => [`${message.notBefore} ${message.replayId}`, message]));
  return [...asked.values()];
}
