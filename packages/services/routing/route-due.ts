import type { Handoff } from '#domain/handoff/state.ts';
import { lineOf } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import { assignWaiting } from './assign-waiting.ts';
import { atTheLines } from './line-gate.ts';

/** How many of its line go before it at the most: with more, it takes its own chance. */
const BEFORE_IT = 20;
const LONGEST_WAIT_MS = 3_000;

/**
 * Routes a handoff whose time has come, after those of its line that are due before it: when an office opens, time has come
 * for all of them at once, and their timers fire in any order.
 *
 * @returns `crowded`: so many are being given out that it has not come to this one, which is to be tried again
 */
export async function routeDue(
  context: TenantContext,
  handoff: Handoff,
): Promise<'assigned' | 'waiting' | 'gone' | 'crowded'> {
  const outcome = await atTheLines(context, LONGEST_WAIT_MS, () => routeInOrder(context, handoff));
  return outcome === 'late' ? 'crowded' : outcome;
}

async function routeInOrder(context: TenantContext, handoff: Handoff): Promise<'assigned' | 'waiting' | 'gone'> {
  const { handoffs, waitingLine } = context.stores;
  const { id } = handoff;
  const line = lineOf(handoff);
  for (let before = 0; before < BEFORE_IT; before++) {
    const head = await waitingLine.head(line);
    if (head === undefined || head.handoffId === id) break;
    // whoever was at the lines before may have given it out
    if ((await handoffs.get(id))?.state !== 'pending') return 'gone';
    // whom the head does not find, it may: it is not always known that they ask the same people
    if ((await assignWaiting(context, head.handoffId)) === 'waiting') break;
  }
  return assignWaiting(context, id);
}
