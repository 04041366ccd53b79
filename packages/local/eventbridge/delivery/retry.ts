import { type Invocation, UnretryableTargetError } from './invocation.ts';

/** How a failed attempt goes on. */
export type AfterFailure =
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'give-up'; readonly exhausted: ExhaustedRetryCondition | undefined };

export type ExhaustedRetryCondition = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

const FIRST_DELAY_MILLISECONDS = 1000;
const LONGEST_DELAY_MILLISECONDS = 10 * 60 * 1000;

/**
 * Decides after attempt number `attempts` (1 for the first) failed at `now`. Delays double from one second to ten
 * minutes, half of each drawn by `random` (0 to 1). A retry that would come after the event's age limit is not made.
 */
export function afterFailure(
  invocation: Invocation,
  error: unknown,
  attempts: number,
  now: number,
  random: () => number,
): AfterFailure {
  if (error instanceof UnretryableTargetError) return { kind: 'give-up', exhausted: undefined };
  if (attempts > invocation.maximumRetryAttempts) return { kind: 'give-up', exhausted: 'MaximumRetryAttempts' };
  const at = now + backoff(attempts, random);
  return at > invocation.acceptedAt + invocation.maximumEventAgeSeconds * 1000
    ? { kind: 'give-up', exhausted: 'MaximumEventAgeInSeconds' }
    : { kind: 'retry', at };
}

/** The delay in milliseconds before the retry that follows attempt number `attempts`. */
export function backoff(attempts: number, random: () => number): number {
  const full = Math.min(FIRST_DELAY_MILLISECONDS * 2 ** (attempts - 1), LONGEST_DELAY_MILLISECONDS);
  return Math.round(full / 2 + (full / 2) * random());
}
