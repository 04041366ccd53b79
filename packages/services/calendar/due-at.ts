import type { ClockTarget } from '#domain/contract/clock.ts';
import { durationSeconds } from '#domain/contract/duration.ts';
import { type Instant, secondsBetween } from '#domain/instant.ts';
import type { Violation } from '#domain/problem.ts';
import { HORIZON_YEARS, type WorkingTime } from '#domain/sla/working-time.ts';

const HORIZON_SECONDS = HORIZON_YEARS * 365.25 * 24 * 3600;

/** When a target that begins at `start` falls due. Undefined: not within `HORIZON_YEARS`. */
export function dueAtOf(workingTime: WorkingTime, start: Instant, target: ClockTarget): Instant | undefined {
  const dueAt =
    typeof target === 'string'
      ? workingTime.add(start, durationSeconds(target))
      : workingTime.addBusinessDays(start, target.businessDays);
  return secondsBetween(start, dueAt) < HORIZON_SECONDS ? dueAt : undefined;
}

export function unreachable(pointer: string): Violation {
  const message = `is not reached within ${HORIZON_YEARS} years: the calendar is open too little`;
  return { pointer, code: 'target_unreachable', message };
}
