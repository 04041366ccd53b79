import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSeconds, epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { delayUntil, MAX_DELAY_SECONDS, planTimer } from '#domain/sla/timer-plan.ts';
import { BIRTH } from '../../support/instants.ts';
import { holds } from '../../support/property.ts';

const START = epochOf(BIRTH);
const WEEK_MS = 7 * 24 * 3600 * 1000;
const instant = fc.integer({ min: START, max: START + WEEK_MS }).map(instantFromEpoch);
/** From an hour late to a week ahead, and often within the minutes in which schedules and messages meet. */
const deadlineAfter = (now: Instant) =>
  fc
    .oneof(
      fc.integer({ min: -3_600_000, max: WEEK_MS }),
      fc.integer({ min: -2_000, max: 130_000 }),
      fc.integer({ min: 0, max: 130 }).map((seconds) => seconds * 1000 - (epochOf(now) % 60_000)),
    )
    .map((milliseconds) => instantFromEpoch(epochOf(now) + milliseconds));
const planned = instant.chain((now) => fc.record({ now: fc.constant(now), deadline: deadlineAfter(now) }));

/** Scheduler fires at any second of the minute that it was given. */
const lateness = fc.integer({ min: 0, max: 59_999 });

/** When the deadline function first runs past `deadline`, if messages arrive at their second. */
function firesAt(deadline: Instant, now: Instant, schedulerLateMs: number): Instant {
  const { scheduleAt, delaySeconds } = planTimer(deadline, now);
  if (delaySeconds !== undefined) return addSeconds(now, delaySeconds);
  // as fireDeadline does: an early look hands the rest of the wait to a message
  const firedAt = instantFromEpoch(epochOf(scheduleAt) + schedulerLateMs);
  return firedAt > deadline ? firedAt : addSeconds(firedAt, delayUntil(deadline, firedAt));
}

test('a timer finds its deadline past, and by no more than a second, however late in its minute Scheduler fires', () => {
  holds(fc.tuple(planned, lateness), 5_000, ([{ now, deadline }, schedulerLateMs]) => {
    const lateMs = epochOf(firesAt(deadline, now, schedulerLateMs)) - Math.max(epochOf(deadline), epochOf(now));
    expect(lateMs).toBeGreaterThan(deadline < now ? -1 : 0);
    expect(lateMs).toBeLessThanOrEqual(1_000);
  });
});

test('no deadline is without a schedule that is still to come, at the second that Scheduler understands', () => {
  holds(planned, 5_000, ({ now, deadline }) => {
    const { scheduleAt } = planTimer(deadline, now);
    expect(epochOf(scheduleAt)).toBeGreaterThan(epochOf(now));
    expect(epochOf(scheduleAt) % 1000).toBe(0);
  });
});

test('a schedule that stands in for a message comes after the deadline, so that it finds something if that was lost', () => {
  holds(planned, 5_000, ({ now, deadline }) => {
    const { scheduleAt, delaySeconds } = planTimer(deadline, now);
    if (delaySeconds !== undefined) expect(scheduleAt > deadline).toBe(true);
    else expect(scheduleAt <= deadline).toBe(true);
  });
});

test('a delay is one that a queue can hold', () => {
  holds(fc.tuple(instant, instant), 5_000, ([deadline, now]) => {
    const delay = delayUntil(deadline, now);
    expect(Number.isInteger(delay) && delay >= 0 && delay <= MAX_DELAY_SECONDS).toBe(true);
  });
});
