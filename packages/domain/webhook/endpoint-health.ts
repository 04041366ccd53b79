import { type Instant, secondsBetween } from '../instant.ts';
import type { AttemptOutcome } from './outcome.ts';

/** An endpoint that has answered nothing with success for this long is disabled, if it was tried often enough in it. */
export const DISABLE_AFTER_FAILING_SECONDS = 5 * 24 * 3600;

/**
 * On how many days, of 24 hours from the first failure, an endpoint must have failed to be disabled. One delivery fails on
 * two of them by its retries: an outage on one day and another days later are not five days of failing.
 */
export const DISABLE_AFTER_FAILING_DAYS = 4;

const DAY_SECONDS = 24 * 3600;

/** Posts a second to an endpoint that is failing: one that hangs for 15 seconds then holds about 75 containers. */
export const FAILING_PER_SECOND = 5;

/** An attempt that takes longer than this makes its endpoint a slow one, … */
export const SLOW_ABOVE_MS = 3_000;

/** … until one takes less than this. In between an endpoint stays what it is, so that it does not change all the time. */
export const QUICK_BELOW_MS = 1_000;

/** Deliveries wait in two lines, so that what hangs does not hold up what answers. */
export const LANES = ['fast', 'slow'] as const;
export type Lane = (typeof LANES)[number];

/** Where deliveries to an endpoint belong, as far as it is known. What fails quickly takes no time, and holds up nobody. */
export function laneOf({ slowSince }: { readonly slowSince?: Instant | undefined }): Lane {
  return slowSince === undefined ? 'fast' : 'slow';
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
      // what was noted as later than this attempt is not over by it
      return slowSince !== undefined && slowSince > now ? slowSince : undefined;
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

/** Failures with no success between them. */
export interface FailureRun {
  /** Every attempt since then has failed. */
  readonly failingSince: Instant;
  /** On how many days from then on there was a failure, and the first one of the last of these days. */
  readonly failingDays: { readonly count: number; readonly last: Instant };
}

export type EndpointHealth =
  | { readonly status: 'healthy' }
  | ({ readonly status: 'failing' } & FailureRun)
  /** To be disabled, with an event; what it misses is kept for replay. */
  | { readonly status: 'to_disable'; readonly reason: 'gone' | 'failing_for_5_days' };

/**
 * The health of an endpoint after an attempt that ended at `now`. `run` is what was stored before, undefined if the
 * endpoint was healthy. Store the new one only when it changes: a healthy endpoint then costs no write per delivery, and a
 * failing one a write a day.
 */
export function judgeEndpointHealth(
  run: FailureRun | undefined,
  attempt: 'succeeded' | 'failed' | 'gone',
  now: Instant,
): EndpointHealth {
  switch (attempt) {
    case 'succeeded':
      return { status: 'healthy' };
    case 'gone':
      return { status: 'to_disable', reason: 'gone' };
    case 'failed': {
      const longer = withFailure(run, now);
      const isLong = secondsBetween(longer.failingSince, now) >= DISABLE_AFTER_FAILING_SECONDS;
      if (!isLong || longer.failingDays.count < DISABLE_AFTER_FAILING_DAYS) return { status: 'failing', ...longer };
      return { status: 'to_disable', reason: 'failing_for_5_days' };
    }
  }
}

/** What is stored of an endpoint's failures. */
export function failureRunOf(endpoint: {
  readonly failingSince?: Instant | undefined;
  readonly failingDays?: FailureRun['failingDays'] | undefined;
}): FailureRun | undefined {
  const { failingSince, failingDays } = endpoint;
  return failingSince && { failingSince, failingDays: failingDays ?? { count: 1, last: failingSince } };
}

function withFailure(run: FailureRun | undefined, now: Instant): FailureRun {
  if (run === undefined) return { failingSince: now, failingDays: { count: 1, last: now } };
  const { failingSince, failingDays } = run;
  const day = (instant: Instant) => Math.floor(secondsBetween(failingSince, instant) / DAY_SECONDS);
  if (day(now) <= day(failingDays.last)) return run;
  return { failingSince, failingDays: { count: failingDays.count + 1, last: now } };
}
