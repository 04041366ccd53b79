import type { TestClock } from '#domain/sla/test-clock.ts';
import type { QueuedHandoff } from '#storage/test-clock-queue.ts';
import type { CallContext } from '../context.ts';
import { recordDeadlines } from '../deadline/advance-handoff.ts';
import { assignWaiting } from '../routing/assign-waiting.ts';

/** What this call has recorded; another may have recorded the others. */
export interface DueRecorded {
  readonly count: number;
  /** After it, somebody may be free, or wait, who was not. */
  readonly stirs: boolean;
}

/**
 * Records what is due of some handoffs: beside each other where none depends on another, and what depends on who is free in
 * the order of `due`, so that it does not depend on chance.
 */
export async function recordDue(
  context: CallContext,
  { id, now }: TestClock,
  due: readonly QueuedHandoff[],
): Promise<DueRecorded> {
  const advances = await all(due.map(({ handoffId }) => recordDeadlines(context, handoffId, { now })));
  const recorded = advances.filter((advance) => advance.status === 'recorded');
  for (const [index, { handoffId }] of due.entries()) {
    if (advances[index]?.status !== 'later') continue;
    const advance = await recordDeadlines(context, handoffId, { now, withPeople: true });
    if (advance.status === 'recorded') recorded.push(advance);
  }
  if (recorded.length === 0) await requireProgress(context, id, due);
  return { count: recorded.length, stirs: recorded.some(({ stirs }) => stirs) };
}

/** Routes those again whose time has come, after all has been given out: most find nobody, and note when to try again. */
export async function routeOn(context: CallContext, { id }: TestClock, due: readonly QueuedHandoff[]): Promise<number> {
  const tried = await all(due.map(({ handoffId }) => assignWaiting(context, handoffId)));
  const routed = tried.filter((outcome) => outcome !== 'gone').length;
  if (routed === 0) await requireProgress(context, id, due);
  return routed;
}

/** Waits for all of them, also where one fails. */
async function all<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** A deadline that is queued and that its handoff does not have would hold up its clock for ever: that is damaged data. */
async function requireProgress({ stores }: CallContext, id: string, due: readonly QueuedHandoff[]): Promise<void> {
  const [first] = await stores.testClockQueue.first(id, 1);
  const stuck = due.find(({ handoffId, dueAt }) => handoffId === first?.handoffId && dueAt === first.dueAt);
  if (stuck === undefined) return;
  throw new Error(`handoff ${stuck.handoffId} has nothing due at ${stuck.dueAt}, for which test clock ${id} queues it`);
}
