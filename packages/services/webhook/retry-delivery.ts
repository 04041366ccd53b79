import { DomainError } from '#domain/problem.ts';
import { type Delivery, reopenDelivery } from '#domain/webhook/delivery.ts';
import { createReplay, type ReplayScope } from '#domain/webhook/replay.ts';
import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { findEvent } from '../event/find-event.ts';
import { findDelivery } from './get-delivery.ts';
import { requireEnabled } from './require-enabled.ts';

/** How often a delivery is looked at again that is being attempted at this moment. */
const ROUNDS = 5;

/**
 * Sends a delivery at once, whatever became of it, and begins its schedule anew. It is a replay of one event: the request
 * for it is in the outbox with the first word of it. One that is about to be sent by hand already stays as it is.
 *
 * @throws DomainError `not_found`, `conflict` if it can be sent no more, `concurrent_update`
 */
export async function retryDelivery(context: CallContext, id: string): Promise<Delivery> {
  requireScope(context, 'webhooks:write');
  const { stores, now, newId } = context;
  const { endpointId, eventId } = await findDelivery(context, id);
  const [endpoint, recorded] = await Promise.all([stores.endpoints.get(endpointId), findEvent(context, eventId)]);
  if (endpoint === undefined) throw gone(`The webhook endpoint ${endpointId} was removed.`);
  requireEnabled(endpoint);
  if (recorded === undefined) throw gone(`The event ${eventId} is kept no longer.`);
  const scope: ReplayScope = { kind: 'events', eventIds: [eventId] };
  const replay = createReplay({ id: newId('rpl'), kind: 'retry', endpointId, scope, undeliveredOnly: false }, now);
  for (let round = 1; round <= ROUNDS; round++) {
    const delivery = await findDelivery(context, id);
    if (isBeingSent(delivery)) return delivery;
    const reopened = reopenDelivery(delivery, replay.id, now);
    if (await stores.replays.save(replay, [stores.deliveries.saving(reopened, now)])) {
      return { ...reopened, version: reopened.version + 1 };
    }
  }
  throw concurrentUpdate('delivery', id);
}

function isBeingSent({ status, replayId, attemptNumber }: Delivery): boolean {
  return status === 'pending' && replayId !== undefined && attemptNumber === 0;
}

function gone(message: string): DomainError {
  return new DomainError('conflict', `${message} This delivery can be sent no more.`);
}
