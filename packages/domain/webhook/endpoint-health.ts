import { type Instant, secondsBetween } from '../instant.ts';
import type { AttemptOutcome } from './outcome.ts';

/** An endpoint that has answered nothing with success for this long is disabled. */
export const DISABLE_AFTER_FAILING_SECONDS = 5 * 24 * 3600;

/** Posts a second to an endpoint that is failing: one that hangs for 15 seconds then holds about 75 containers. */
export const FAILING_PER_SECOND = 5;

/** An attempt that takes longer than this makes its endpoint a slow one, … */
export const SLOW_ABOVE_MS = 3_000;

/** … until one takes less than this. In between an endpoint stays what it is, so that it does not change all the time. */
export const QUICK_BELOW_MS = 1_000;

/** Deliveries wait in two lines, so that what hangs does not hold up what answers. */
export const LANES = ['fast', 'slow'] as const;
export type Lane = (typeof LANES)[number];

/** Where deliveries to an endpoint belong, as far as it is known. */
export function laneOf(endpoint: {
  readonly slowSince?: Instant | undefined;
  readonly failingSince?: Instant | undefined;
}): Lane {
  return endpoint.slowSince === undefined && endpoint.failingSince === undefined ? 'fast' : 'slow';
}

/** What an attempt tells of the speed of its endpoint; undefined: nothing. */
export function speedOf(outcome: AttemptOutcome): 'quick' | 'slow' | undefined {
  if (outcome.kind === 'timeout' || outcome.latencyMs > SLOW_ABOVE_MS) return 'slow';
  return outcome.latencyMs < QUICK_BELOW_MS ? 'quick' : undefined;
}

/**
 * Since when an endpoint is slow, after an attempt that ended at `now`; undefined if it is not. `slowSince` is what was
 * stored before; store the new one only when it changes.
 */
export function judgeSlowness(
  slowSince: Instant | undefined,
  outcome: AttemptOutcome,
  now: Instant,
): Instant | undefined {
  switch (speedOf(outcome)) {
    case 'slow':
      return slowSince ?? now;
    case 'quick':
      return undefined;
    case undefined:
      return slowSince;
  }
}

/** How many posts a second an endpoint may get; undefined: as many as there are. */
export function paceOf(endpoint: {
  readonly rateLimit?: number | undefined;
  readonly failingSince?: Instant | undefined;
}): number | undefined {
  const { rateLimit, failingSince } = endpoint;
  if (failingSince === undefined) return rateLimit;
  return Math.min(rateLimit ?? FAILING_PER_SECOND, FAILING_PER_SECOND);
}

export type EndpointHealth =
  | { readonly status: 'healthy' }
  /** Every attempt since `failingSince` has failed. */
  | { readonly status: 'failing'; readonly failingSince: Instant }
  /** To be disabled, with an event; what it misses is kept for replay. */
  | { readonly status: 'to_disable'; readonly reason: 'gone' | 'failing_for_5_days' };

/**
 * The health of an endpoint after an attempt. `failingSince` is what was stored before, absent if the endpoint was
 * healthy; store the new one only when it changes, so that a healthy endpoint costs no write per delivery.
 */
export function judgeEndpointHealth(
  failingSince: Instant | undefined,
  attempt: 'succeeded' | 'failed' | 'gone',
  now: Instant,
): EndpointHealth {
  switch (attempt) {
    case 'succeeded':
      return { status: 'healthy' };
    case 'gone':
      return { status: 'to_disable', reason: 'gone' };
    case 'failed': {
      const since = failingSince ?? now;
      if (secondsBetween(since, now) < DISABLE_AFTER_FAILING_SECONDS) return { status: 'failing', failingSince: since };
      return { status: 'to_disable', reason: 'failing_for_5_days' };
    }
  }
}
