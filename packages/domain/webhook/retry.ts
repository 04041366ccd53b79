import { addSeconds, type Instant } from '../instant.ts';
import { type AttemptOutcome, isSuccess } from './outcome.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** How long after attempt n the next one is made at the earliest: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h. */
export const RETRY_DELAYS_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 36_000] as const;

/** The first attempt and one after each delay. */
export const MAX_ATTEMPTS = RETRY_DELAYS_SECONDS.length + 1;

/** A receiver cannot put a delivery off for longer than this by `Retry-After`. */
export const MAX_RETRY_AFTER_SECONDS = 24 * 3600;

/** A delay grows by up to this share, so that deliveries that failed together do not come back together. */
const JITTER_SHARE = 0.1;

export type AttemptDecision =
  | { readonly status: 'delivered' }
  | { readonly status: 'retrying'; readonly nextAttemptAt: Instant }
  /** That was the last attempt. */
  | { readonly status: 'failed' }
  /** 410: the receiver wants nothing any more; the endpoint is to be disabled. */
  | { readonly status: 'endpoint_gone' };

export interface FinishedAttempt {
  /** 1 for the first attempt of the schedule. */
  readonly attemptNumber: number;
  readonly outcome: AttemptOutcome;
  /** When the attempt ended. */
  readonly now: Instant;
  /** A random number from 0 to 1, drawn by the caller. */
  readonly jitter: number;
}

/**
 * What follows from an attempt. Only 2xx is success and only 410 ends the schedule early. `Retry-After` can put the next
 * attempt later than the schedule has it, never earlier.
 */
export function decideAfterAttempt({ attemptNumber, outcome, now, jitter }: FinishedAttempt): AttemptDecision {
  if (isSuccess(outcome)) return { status: 'delivered' };
  if (outcome.kind === 'response' && outcome.status === 410) return { status: 'endpoint_gone' };
  const scheduled = RETRY_DELAYS_SECONDS[attemptNumber - 1];
  if (scheduled === undefined) return { status: 'failed' };
  const wanted = Math.max(scheduled, requestedDelay(outcome, now));
  const delay = Math.min(wanted * (1 + JITTER_SHARE * jitter), MAX_RETRY_AFTER_SECONDS);
  return { status: 'retrying', nextAttemptAt: addSeconds(now, delay) };
}

function requestedDelay(outcome: AttemptOutcome, now: Instant): number {
  if (outcome.kind !== 'response' || outcome.retryAfter === undefined) return 0;
  return retryAfterSeconds(outcome.retryAfter, now) ?? 0;
}
