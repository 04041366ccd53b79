import { addSeconds, type Instant } from '#domain/instant.ts';
import type { TenantContext } from '../context.ts';
import { firstIdAt } from '../handoff/id-range.ts';
import type { Routed } from '../handoff/route-handoff.ts';

/** What is younger may wait for the crowd that it came in, while there is room: the others of that crowd need not wait too. */
const SETTLED_SECONDS = 10;
/** With more room than this, what waits gets some of it a moment later as well: not worth a read. */
const AMPLE_ROOM = 20;

/** What a new handoff is to live in: the time of that test clock, or real time. */
export interface Arriving {
  readonly now: Instant;
  readonly testClockId?: string | undefined;
}

/**
 * Whether a new handoff would be given room that has just become free, before the drain has given it to what waits in the
 * same queue. Not asked where there is room without end, or a lot of it.
 */
export async function overtakes(
  context: TenantContext,
  { route: { to, queueId, load } }: Routed,
  { now, testClockId }: Arriving,
): Promise<boolean> {
  if (to === undefined || !('ownerId' in to) || queueId === undefined || load?.capacity === undefined) return false;
  if (load.capacity - (load.load ?? load.capacity) > AMPLE_ROOM) return false;
  const waiting = await context.stores.waitingLine.glance({ testClockId, queueId });
  const young = firstIdAt(addSeconds(now, -SETTLED_SECONDS));
  return waiting.some(({ handoffId, takenFrom }) => handoffId < young && !takenFrom.includes(to.ownerId));
}
