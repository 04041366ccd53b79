import type { Handoff } from '#domain/handoff/state.ts';
import { lineOf } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import { assignWaiting } from './assign-waiting.ts';
import { TurnLocks } from './turn-locks.ts';

const locks = new TurnLocks();

/** How many of its line go before it at the most: with more, it takes its own chance. */
const BEFORE_IT = 50;

/**
 * Routes a handoff whose time has come, after those of its line that are due before it: when an office opens, time has come
 * for all of them at once, and their timers fire in any order.
 *
 * @returns `assigned`: it, or one before it while it was taken by somebody else; otherwise what became of it
 */
export async function routeDue(context: TenantContext, handoff: Handoff): Promise<'assigned' | 'waiting' | 'gone'> {
  const line = lineOf(handoff);
  const { tenantId, mode } = context;
  let assigned = false;
  for (let before = 0; before < BEFORE_IT; before++) {
    const step = await locks.inTurn(`${tenantId} ${mode} ${line}`, () => routeHead(context, line, handoff.id));
    assigned ||= step.outcome === 'assigned';
    if (step.own) return assigned && step.outcome === 'gone' ? 'assigned' : step.outcome;
    // whom the head does not find, it may: it is not always known that they ask the same people
    if (step.outcome === 'waiting') break;
  }
  const outcome = await assignWaiting(context, handoff.id);
  return assigned && outcome === 'gone' ? 'assigned' : outcome;
}

async function routeHead(context: TenantContext, line: string, handoffId: string) {
  const head = await context.stores.waitingLine.head(line);
  const next = head?.handoffId ?? handoffId;
  return { own: next === handoffId, outcome: await assignWaiting(context, next) };
}
