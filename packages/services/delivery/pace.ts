import type { DeliveryMessage } from '#aws/ports.ts';
import { addSeconds, type Instant, secondsBetween } from '#domain/instant.ts';
import { paceOf } from '#domain/webhook/endpoint-health.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';

/** How far ahead slots are given: an endpoint that recovers has what was put off by then, whatever its backlog. */
export const PACE_HORIZON_SECONDS = 300;

/** A message that comes this long after its slot asks for another: after a jam, many would come at once. */
const LATE_SECONDS = 3;

export interface PutOff {
  readonly until: Instant;
  /** The message as it is to come then. */
  readonly message: DeliveryMessage;
}

/**
 * Whether a post has to wait for the pace of its endpoint, and until when. Only an endpoint with a limit, or one that is
 * failing, has a pace; to all others this costs nothing. Where even the last slot is taken, the message asks again at a
 * random moment. `random` is from 0 to 1.
 */
export async function putOffByPace(
  { stores, now }: TenantContext,
  endpoint: StoredEndpoint,
  message: DeliveryMessage,
  random: number,
): Promise<PutOff | undefined> {
  const perSecond = paceOf(endpoint);
  const { reservedAt, ...asking } = message;
  if (perSecond === undefined) return undefined;
  if (reservedAt !== undefined && secondsBetween(reservedAt, now) < LATE_SECONDS) return undefined;
  const slot = await stores.pace.reserve(endpoint.id, { perSecond, now, horizonSeconds: PACE_HORIZON_SECONDS });
  if (slot === undefined) {
    return { until: addSeconds(now, (PACE_HORIZON_SECONDS / 2) * (1 + random)), message: asking };
  }
  return slot <= now ? undefined : { until: slot, message: { ...asking, reservedAt: slot } };
}
