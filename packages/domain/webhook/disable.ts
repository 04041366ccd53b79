import { addSeconds, earlier, type Instant, later } from '../instant.ts';
import type { StoredEndpoint } from './stored-endpoint.ts';

/** What was committed this long before an endpoint was disabled may have been on its way to it. */
const UNDER_WAY_SECONDS = 300;

/** A message lives this long in its queue, and what waits for the pace of its endpoint is not on record. */
const WAITING_SECONDS = 4 * 24 * 3600;

/**
 * An endpoint that is switched off at `now`. All that it misses by that was recorded at `missedSince` or after: also what
 * was on its way, what failed or waited since it has been failing or slow, what may wait for its pace, and
 * `oldestPending`, which is when the oldest event was recorded that waits for a retry. What waited for longer still is told
 * when it is given up: see `missedAlso`.
 */
export function disableEndpoint(
  endpoint: StoredEndpoint,
  reason: NonNullable<StoredEndpoint['disabledReason']>,
  now: Instant,
  oldestPending: Instant = now,
): StoredEndpoint & { readonly missedSince: Instant } {
  const { failingSince = now, slowSince = now, rateLimit, createdAt } = endpoint;
  const oldestPaced = rateLimit === undefined ? now : later(createdAt, addSeconds(now, -WAITING_SECONDS));
  const firstTrouble = [failingSince, slowSince, oldestPaced, oldestPending].reduce(earlier, now);
  const missedSince = later(addSeconds(firstTrouble, -UNDER_WAY_SECONDS), earlier(createdAt, firstTrouble));
  return { ...endpoint, enabled: false, disabledReason: reason, disabledAt: now, missedSince };
}

/**
 * An endpoint that misses an event which was recorded at `recordedAt`, as it is switched off; undefined if that is nothing
 * new, or it is on.
 */
export function missedAlso(endpoint: StoredEndpoint, recordedAt: Instant, now: Instant): StoredEndpoint | undefined {
  const { enabled, missedSince, version } = endpoint;
  if (enabled || missedSince === undefined || missedSince <= recordedAt) return undefined;
  return { ...endpoint, version: version + 1, updatedAt: now, missedSince: recordedAt };
}
