import type { DeliveryMessage } from '#aws/ports.ts';
import type { TenantContext } from '../context.ts';
import type { DeliveryDesk } from './delivery-desk.ts';
import { dueDelivery, noteWait } from './delivery-record.ts';

/** How far apart those look for a place again who found none. A quick endpoint has used its places by then. */
const SPACING_SECONDS = { quick: 0.01, unproven: 0.02, slow: 0.2 } as const;

/**
 * Puts a message off that found no place: to its turn in the line of its endpoint, or of its tenant where the places are
 * the tenant's. A retry is then known to be expected later, and one that is not due any more is dropped.
 */
export async function waitForPlace(
  desk: DeliveryDesk,
  context: TenantContext,
  message: DeliveryMessage,
): Promise<void> {
  const { now } = context;
  const { tenantId, endpointId } = message;
  const pace = desk.lane === 'slow' ? 'slow' : desk.inFlight.isQuick(endpointId) ? 'quick' : 'unproven';
  const line = pace === 'quick' ? endpointId : tenantId;
  const due = await dueDelivery(context, message);
  if (due === undefined) return;
  const until = desk.line.join(line, now, SPACING_SECONDS[pace], desk.random());
  if (await desk.putOff.putOff(desk.queue, message, { until, now })) await noteWait(context, due, until);
}
