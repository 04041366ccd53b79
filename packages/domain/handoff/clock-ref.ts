import type { ClockRef } from './parts.ts';
import type { Clock } from './state.ts';

/** Whether `ref` is to the run that `clock` is; of its name and attempt only one is open at a time. */
export function isOf(ref: ClockRef, { name, attempt }: Pick<Clock, 'name' | 'attempt'>): boolean {
  return ref.clock === name && ref.attempt === attempt;
}

/** Whether both are of the same run of a clock. */
export function isSameRun(a: ClockRef, b: ClockRef): boolean {
  return a.clock === b.clock && a.attempt === b.attempt;
}
