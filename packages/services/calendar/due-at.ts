import type { ClockTarget } from '#domain/contract/clock.ts';
import { durationSeconds } from '#domain/contract/duration.ts';
import { addSeconds, type Instant, secondsBetween } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import type { Violation } from '#domain/problem.ts';
import { HORIZON_YEARS, type WorkingTime } from '#domain/sla/working-time.ts';

const HORIZON_SECONDS = HORIZON_YEARS * 365.25 * 24 * 3600;

/** When a target that begins at `start` falls due. Undefined: the calendar does not get there as far as it looks. */
export function dueAtOf(workingTime: WorkingTime, start: Instant, target: ClockTarget): Instant | undefined {
  const dueAt =
    typeof target === 'string'
      ? workingTime.add(start, durationSeconds(target))
      : workingTime.addBusinessDays(start, target.businessDays);
  return secondsBetween(start, dueAt) < HORIZON_SECONDS ? dueAt : undefined;
}

/** Tells which targets are reached by a clock that begins at `start`. It looks through the calendar once for all of them. */
export function reachFrom(workingTime: WorkingTime, start: Instant): (target: ClockTarget) => boolean {
  const seconds = once(() => workingTime.elapsedSeconds(start, addSeconds(start, HORIZON_SECONDS)));
  return (target) =>
    typeof target === 'string'
      ? durationSeconds(target) <= seconds()
      : dueAtOf(workingTime, start, target) !== undefined;
}

export function unreachable(pointer: string): Violation {
  const message = `is not reached within ${HORIZON_YEARS} years: the calendar is open too little`;
  return { pointer, code: 'target_unreachable', message };
}
