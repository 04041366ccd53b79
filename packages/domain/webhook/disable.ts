import { addSeconds, earlier, type Instant, later } from '../instant.ts';
import type { StoredEndpoint } from './stored-endpoint.ts';

/** What was committed this long before an endpoint was disabled may have been on its way to it. */
const UNDER_WAY_SECONDS = 300;

/**
 * An endpoint that is switched off at `now`. All that it misses by that was recorded at `missedSince` or after: also what
 * was on its way, what failed since it has been failing, and `oldestPending`, which is when the oldest event was recorded
 * that waits for a retry.
 */
export function disableEndpoint(
  endpoint: StoredEndpoint,
  reason: NonNullable<StoredEndpoint['disabledReason']>,
  now: Instant,
  oldestPending: Instant = now,
): StoredEndpoint & { readonly missedSince: Instant } {
  const { failingSince = now, createdAt } = endpoint;
  const firstTrouble = earlier(earlier(failingSince, now), oldestPending);
  const missedSince = later(addSeconds(firstTrouble, -UNDER_WAY_SECONDS), earlier(createdAt, firstTrouble));
  return { ...endpoint, enabled: false, disabledReason: reason, disabledAt: now, missedSince };
}
