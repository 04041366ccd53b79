import { addSeconds, type Instant, secondsBetween } from '../instant.ts';

/** The arithmetic of one calendar. */
export interface WorkingTime {
  /** The instant at which `seconds` of working time have passed since `start`. */
  add(start: Instant, seconds: number): Instant;
  /** The instant at which `days` whole business days have passed since `start`. */
  addBusinessDays(start: Instant, days: number): Instant;
  /** Seconds of working time between `from` and `to`, `from` being the earlier. */
  elapsedSeconds(from: Instant, to: Instant): number;
}

const DAY_SECONDS = 24 * 3600;

/** 24×7: every second counts, and a business day is 24 hours. */
export const AROUND_THE_CLOCK: WorkingTime = {
  add: addSeconds,
  addBusinessDays: (start, days) => addSeconds(start, days * DAY_SECONDS),
  elapsedSeconds: secondsBetween,
};
