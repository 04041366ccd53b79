import type { Handoff } from '#domain/handoff/state.ts';
import { linesOf } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import { assignWaiting, findsSomebody, type Tried } from './assign-waiting.ts';
import { giveOut } from './give-out.ts';
import { atTheLines } from './line-gate.ts';

/** How many are given out at the most before it has to be asked for again. */
const MOST = 20;
const LONGEST_WAIT_MS = 3_000;

/**
 * Routes a handoff whose time has come. Where somebody is there, everything is given out that waits in the same time, what
 * is due first before all else: when an office opens, time has come for many at once, whose timers fire in any order.
 *
 * @returns `crowded`: so many are being given out that it has not come to this one, which is to be tried again
 */
export async function routeDue(context: TenantContext, handoff: Handoff): Promise<Tried | 'crowded'> {
  const outcome = await atTheLines(context, LONGEST_WAIT_MS, () => routeInOrder(context, handoff));
  return outcome === 'late' ? 'crowded' : outcome;
}

async function routeInOrder(context: TenantContext, { id, testClockId }: Handoff): Promise<Tried | 'crowded'> {
  if (!(await findsSomebody(context, id))) return assignWaiting(context, id);
  const within = linesOf({ testClockId });
  const { assigned, finished } = await giveOut(context, { within }, (count) => count < MOST);
  if (assigned.includes(id)) return 'assigned';
  return finished ? assignWaiting(context, id) : 'crowded';
}
