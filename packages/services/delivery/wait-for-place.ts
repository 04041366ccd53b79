import type { DeliveryMessage } from '#aws/ports.ts';
import type { TenantContext } from '../context.ts';
import type { DeliveryDesk } from './delivery-desk.ts';
import { dueDelivery, noteWait } from './delivery-record.ts';

/**
 * How far apart those look for a place again who found none: all of a tenant together, the more of its endpoints wait the
 * more rarely each. A quick endpoint has used its places by then.
 */
const SPACING_SECONDS = { quick: 0.01, unproven: 0.02, slow: 0.2 } as const;

/**
 * Puts a message off that found no place: to its turn in the line of its endpoint, so that no other's line is before it.
 * A retry is then known to be expected later, and one that is not due any more is dropped.
 */
export async function waitForPlace(
  desk: DeliveryDesk,
  context: TenantContext,
  message: DeliveryMessage,
): Promise<void> {
  const { now } = context;
  const { endpointId } = message;
  const pace = desk.lane === 'slow' ? 'slow' : desk.inFlight.isQuick(endpointId) ? 'quick' : 'unproven';
  const due = await dueDelivery(context, message);
  if (due === undefined) return;
  const rivals = pace === 'quick' ? 1 : desk.inFlight.rivals(message, now);
  const until = desk.line.join(endpointId, now, SPACING_SECONDS[pace] * rivals, desk.random());
  await noteWait(context, due, until);
  await desk.putOff.putOff(desk.lanes[desk.lane], message, { until, now });
}
