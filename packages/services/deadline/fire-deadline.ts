import type { DeadlineTimers, HandoffRef } from '#aws/ports.ts';
import { secondsBetween } from '#domain/instant.ts';
import { delayUntil, MAX_DELAY_SECONDS } from '#domain/sla/timer-plan.ts';
import type { TenantContext } from '../context.ts';
import type { SystemContext } from '../system.ts';
import { type Advance, advanceHandoff } from './advance-handoff.ts';

/**
 * What a timer makes happen. Late or repeated firings find nothing more to do; an early one, such as the schedule at the
 * minute before, hands the rest of the wait to the queue. What is further off than a queue can hold, the relay has armed.
 */
export async function fireDeadline(
  system: SystemContext,
  timers: Pick<DeadlineTimers, 'wake'>,
  handoff: HandoffRef,
): Promise<Advance> {
  const context = system.enter(handoff);
  const advance = await advanceHandoff(context, handoff.handoffId);
  if (advance.status === 'recorded') system.metrics.detectionLag(advance.lagSeconds);
  if (advance.status !== 'early' || secondsBetween(context.now, advance.next) > MAX_DELAY_SECONDS) return advance;
  if (!(await isOnTestClock(context, handoff))) await timers.wake(handoff, delayUntil(advance.next, context.now));
  return advance;
}

/** Its deadlines come when that clock is advanced: waiting in real time for one that it has passed would never end. */
async function isOnTestClock({ mode, stores }: TenantContext, { handoffId }: HandoffRef): Promise<boolean> {
  if (mode === 'live') return false;
  const stored = await stores.handoffs.get(handoffId, { consistent: false });
  return stored?.testClockId !== undefined;
}
