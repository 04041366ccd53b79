import { durationSeconds } from '#domain/contract/duration.ts';
import { addSeconds, type Instant, secondsBetween } from '#domain/instant.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import { MAX_ADVANCE_SECONDS, type TestClock } from '#domain/sla/test-clock.ts';
import { requireInRange } from './create-test-clock.ts';

/** How far a clock is to go: exactly one of the two. */
export interface ClockMove {
  readonly to?: Instant | undefined;
  /** An ISO 8601 duration. */
  readonly by?: string | undefined;
}

/**
 * Where a move takes a clock. One that is on its way can only be asked to go on.
 *
 * @throws DomainError `validation_failed`; `conflict` where it is on its way to somewhere else
 */
export function destinationOf(clock: TestClock, { to, by }: ClockMove): Instant {
  if (to === undefined && by === undefined) {
    throw invalid({ pointer: '/to', code: 'required', message: 'is required, unless there is `by`' });
  }
  if (to !== undefined && by !== undefined) {
    throw invalid({ pointer: '/by', code: 'one_too_many', message: 'must be left out where there is `to`' });
  }
  if (clock.status === 'advancing') return onItsWay(clock.id, clock.advancingTo, to);
  const pointer = to === undefined ? '/by' : '/to';
  const destination = to ?? addSeconds(clock.now, durationSeconds(by ?? ''));
  requireForward(clock.now, destination, pointer);
  requireInRange(destination, pointer);
  return destination;
}

function onItsWay(id: string, advancingTo: Instant, to: Instant | undefined): Instant {
  if (to === advancingTo) return to;
  const message = `The test clock ${id} is on its way to ${advancingTo}; go on with {"to": "${advancingTo}"} first.`;
  throw new DomainError('conflict', message, { extensions: { advancingTo } });
}

function requireForward(now: Instant, destination: Instant, pointer: string): void {
  const seconds = secondsBetween(now, destination);
  if (seconds < 0) {
    throw invalid({ pointer, code: 'backwards', message: `must not be before ${now}, where the clock stands` });
  }
  if (seconds > MAX_ADVANCE_SECONDS) {
    throw invalid({ pointer, code: 'too_far', message: 'must be at most five years ahead; go there in several steps' });
  }
}
