import type { DeliveryMessage } from '#aws/ports.ts';
import type { Instant } from '#domain/instant.ts';
import {
  abandonDelivery,
  createDelivery,
  type Delivery,
  type DeliveryFailureReason,
  dueFor,
  noteAttempt,
  type PendingDelivery,
} from '#domain/webhook/delivery.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import type { TenantContext } from '../context.ts';

/** How often a write that lost a race is tried on what is then stored. */
const ROUNDS = 5;

export interface DueDelivery {
  /** As the attempt is made of it: begun anew, if a replay asks for that. */
  readonly delivery: PendingDelivery;
  /** As it is stored; undefined if it is not, as far as the message tells. */
  readonly stored?: Delivery;
}

/**
 * The delivery that `message` is about, if an attempt is due; a retry that comes twice finds that none is. A first
 * message that comes twice is posted twice, which saves the read that every other first message would need.
 */
export async function dueDelivery(context: TenantContext, message: DeliveryMessage): Promise<DueDelivery | undefined> {
  const { notBefore, replayId } = message;
  if (notBefore === undefined && replayId === undefined) return { delivery: freshDelivery(context, message) };
  const stored = await context.stores.deliveries.get(idOf(message));
  if (stored === undefined) return { delivery: freshDelivery(context, message) };
  const delivery = dueFor(stored, message, context.now);
  return delivery && { delivery, stored };
}

function freshDelivery({ now }: TenantContext, message: DeliveryMessage): PendingDelivery {
  const { endpointId, event, replayId } = message;
  const ids = { id: idOf(message), eventId: event.id, eventType: event.type, endpointId };
  return { ...createDelivery(ids, now), ...(replayId === undefined ? {} : { replayId }) };
}

function idOf({ endpointId, event, recordedAt }: DeliveryMessage): string {
  return deliveryId({ endpointId, eventId: event.id, recordedAt });
}

/**
 * Keeps a delivery after an attempt. Where it has a first record already, the message was an echo of what went on since,
 * and that stays. Where it went on otherwise meanwhile, the attempt is added to what became of it.
 */
export async function keepAttempt(context: TenantContext, attempted: Delivery): Promise<void> {
  const { deliveries } = context.stores;
  if (await deliveries.save(attempted, context.now)) return;
  const attempt = attempted.attempts.at(-1);
  if (attempted.version === 0 || attempt === undefined) return;
  for (let round = 1; round <= ROUNDS; round++) {
    const stored = await deliveries.get(attempted.id);
    if (stored === undefined || (await deliveries.save(noteAttempt(stored, attempt), context.now))) return;
  }
  throw new Error(`delivery ${attempted.id} kept changing while an attempt was recorded`);
}

/**
 * Ends a delivery whose endpoint takes nothing any more; it is kept for a replay. What was delivered before stays so, and
 * what has no record gets one only if its endpoint still has a list to show it in.
 */
export async function giveUp(
  context: TenantContext,
  message: DeliveryMessage,
  first: DueDelivery,
  reason: DeliveryFailureReason,
): Promise<void> {
  let due: DueDelivery | undefined = first;
  for (let round = 1; round <= ROUNDS && due !== undefined; round++) {
    const { delivery, stored } = due;
    if (stored === undefined ? reason === 'endpoint_removed' : stored.status === 'delivered') return;
    if (await context.stores.deliveries.save(abandonDelivery(delivery, reason, context.now), context.now)) return;
    if (stored === undefined) return; // it has a record after all: that tells more
    due = await dueDelivery(context, message);
  }
  if (due !== undefined) throw new Error(`delivery ${due.delivery.id} kept changing while it was given up`);
}

/**
 * Tells the sweeper that a stored promise is kept later than it says. It is a hint: nothing is lost without it. Noted before
 * the message is sent that keeps the promise, as the record of an attempt made meanwhile would lose to the note.
 */
export async function noteWait({ stores, now }: TenantContext, due: DueDelivery, until: Instant): Promise<void> {
  if (due.stored?.status === 'pending') await stores.deliveries.save(due.stored, now, until);
}
