import { epochOf, type Instant, instantFromEpoch } from '../instant.ts';

const MINUTE_MS = 60_000;
/** What SQS allows as a delay. */
export const MAX_DELAY_SECONDS = 900;

/**
 * How a deadline becomes a timer that is right to about a second, although Scheduler fires at any second of the minute
 * that it was given: the schedule is for the whole minute before the deadline's own, and the deadline function hands the
 * rest to a queue message. Where that minute has come already, the message is sent at once, and the schedule stands behind
 * the deadline as a safety net.
 */
export function planTimer(deadline: Instant, now: Instant): { scheduleAt: Instant; delaySeconds?: number } {
  const minuteBefore = (Math.floor(epochOf(deadline) / MINUTE_MS) - 1) * MINUTE_MS;
  if (minuteBefore > epochOf(now)) return { scheduleAt: instantFromEpoch(minuteBefore) };
  const safetyNet = Math.ceil(Math.max(epochOf(deadline), epochOf(now)) / MINUTE_MS + 1) * MINUTE_MS;
  return { scheduleAt: instantFromEpoch(safetyNet), delaySeconds: delayUntil(deadline, now) };
}

/** Whole seconds after which `deadline` has passed, by a hair and not more than a second. */
export function delayUntil(deadline: Instant, now: Instant): number {
  const seconds = Math.floor((epochOf(deadline) - epochOf(now)) / 1000) + 1;
  return Math.min(Math.max(seconds, 0), MAX_DELAY_SECONDS);
}
