import type { DeliveryMessage } from '#aws/ports.ts';
import { missedAlso } from '#domain/webhook/disable.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';
import type { Receivers } from './receivers.ts';

/** How often a write that lost a race is decided anew on what is then stored. */
const ROUNDS = 5;

/**
 * Has an endpoint that is switched off tell that it misses what `message` is about, however long that has waited: a first
 * message is on no record before, so nobody could tell when it was switched off. What a replay sends again is not news.
 *
 * @returns the endpoint as it is by then, which may be on again
 */
export async function noteMissed(
  receivers: Receivers,
  context: TenantContext,
  message: DeliveryMessage,
  endpoint: StoredEndpoint,
): Promise<StoredEndpoint | undefined> {
  const { recordedAt, replayId, endpointId } = message;
  if (replayId !== undefined) return endpoint;
  let present: StoredEndpoint | undefined = endpoint;
  for (let round = 1; round <= ROUNDS; round++) {
    const after = present && missedAlso(present, recordedAt, context.now);
    if (after === undefined) return present;
    if (await context.stores.endpoints.save(after)) {
      receivers.forget(context, endpointId);
      return after;
    }
    present = await receivers.read(context, endpointId);
  }
  throw new Error(`endpoint ${endpointId} kept changing while it was noted what it misses`);
}
