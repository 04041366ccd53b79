import type { DeadlineTimers } from '#aws/ports.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { MovedHandoff } from './moved-handoffs.ts';
import { actForEach, type Stuck } from './stuck.ts';

type Timers = Pick<DeadlineTimers, 'arm' | 'disarm'>;

/** Sets the timer of each handoff by what is stored now. One call for each, however many of its commits there are. */
export async function setTimers(timers: Timers, moved: Iterable<MovedHandoff>): Promise<(Stuck | undefined)[]> {
  return actForEach([...moved], (handoff) => setTimer(timers, handoff));
}

async function setTimer(timers: Timers, { ref, fresh, read }: MovedHandoff): Promise<void> {
  const state = await read();
  // what lives on a test clock waits for nothing but that clock
  if (state === undefined || state.testClockId !== undefined) return;
  const next = nextDeadline(state);
  if (next !== undefined) await timers.arm(ref, next, { fresh });
  else if (hasWaited(state)) await timers.disarm(ref);
}

/** Whether there can be a timer of its: something of it has ever been due at an instant to come. */
function hasWaited({ clocks, pausesBefore, holder }: Handoff): boolean {
  return clocks.length > 0 || pausesBefore !== undefined || holder.queueId !== undefined;
}
