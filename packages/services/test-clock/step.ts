import { type Instant, later } from '#domain/instant.ts';
import type { AdvancingTestClock, ReadyTestClock, TestClock } from '#domain/sla/test-clock.ts';
import type { QueuedHandoff } from '#storage/test-clock-queue.ts';
import { type CallContext, notFound } from '../context.ts';
import { destinationOf } from './destination.ts';
import { recordDue, routeOn } from './due.ts';
import { giveOutOn } from './give-out-on.ts';

/** How many handoffs that are due at the same instant are brought up at once. */
const CONCURRENCY = 16;

/** A clock, and where it is to go. It is ready if it stands there already. */
export interface Journey {
  readonly clock: TestClock;
  readonly destination: Instant;
  /** This call knows that nothing which waits on the clock could be given to anybody at the present instant of it. */
  readonly settled: boolean;
}

export type Step =
  | { readonly status: 'arrived'; readonly clock: ReadyTestClock; readonly recorded: number }
  | { readonly status: 'under_way'; readonly journey: Journey; readonly recorded: number };

/**
 * Does a part of what is to be done at the instant where a clock stands: first what is due is recorded, then what waits is
 * given to who is free. Where nothing is left, it takes the clock to the next instant at which something is due, or to its
 * destination. The clock's time is stored first: what reads or commands a handoff meanwhile sees that time, and a crash
 * leaves nothing that is not found again.
 */
export async function takeStep(context: CallContext, journey: Journey): Promise<Step> {
  const { clock, destination, settled } = journey;
  const queue = await context.stores.testClockQueue.first(clock.id, CONCURRENCY);
  const next = queue[0];
  const isDue = next !== undefined && next.dueAt <= clock.now;
  if (isDue && !next.toRoute) return recorded(context, journey, queue);
  if (!settled) {
    const finished = await giveOutOn(context, clock);
    return finished ? takeStep(context, { ...journey, settled: true }) : underWay(journey);
  }
  if (isDue) return underWay(journey, await routeOn(context, clock, dueOf(queue, clock)));
  if (next === undefined || next.dueAt > destination) return arrive(context, journey);
  const moved = await moveTo(context, clock, destination, next.dueAt);
  if (moved === 'overtaken') return rejoin(context, journey);
  const there = { clock: moved, destination, settled: !next.toRoute };
  return next.toRoute ? underWay(there) : recorded(context, there, queue);
}

function underWay(journey: Journey, recorded = 0): Step {
  return { status: 'under_way', journey, recorded };
}

async function recorded(context: CallContext, journey: Journey, queue: readonly QueuedHandoff[]): Promise<Step> {
  const due = dueOf(queue, journey.clock).filter(({ toRoute }) => !toRoute);
  const { count, stirs } = await recordDue(context, journey.clock, due);
  // what another call has recorded may have stirred as well
  return underWay({ ...journey, settled: journey.settled && !stirs && count === due.length }, count);
}

function dueOf(queue: readonly QueuedHandoff[], { now }: TestClock): QueuedHandoff[] {
  return queue.filter(({ dueAt }) => dueAt <= now);
}

async function arrive(context: CallContext, journey: Journey): Promise<Step> {
  const { clock, destination } = journey;
  if (clock.status === 'ready') return { status: 'arrived', clock, recorded: 0 };
  const { advancingTo: _there, ...still } = clock;
  const now = later(clock.now, destination);
  const ready: ReadyTestClock = { ...still, ...nextVersion(context, clock), now, status: 'ready' };
  if (!(await context.stores.testClocks.save(ready))) return rejoin(context, journey);
  // meanwhile nobody else has given out what waits on this clock
  return takeStep(context, { clock: ready, destination, settled: false });
}

async function moveTo(
  context: CallContext,
  clock: TestClock,
  advancingTo: Instant,
  now: Instant,
): Promise<AdvancingTestClock | 'overtaken'> {
  const moved: AdvancingTestClock = { ...clock, ...nextVersion(context, clock), now, status: 'advancing', advancingTo };
  return (await context.stores.testClocks.save(moved)) ? moved : 'overtaken';
}

function nextVersion({ now }: CallContext, { version }: TestClock) {
  return { version: version + 1, updatedAt: now };
}

/** Goes on from where another call has brought the clock meanwhile. */
async function rejoin({ stores }: CallContext, { clock, destination }: Journey): Promise<Step> {
  const found = await stores.testClocks.get(clock.id);
  if (found === undefined) throw notFound('test clock', clock.id);
  const isThere = found.status === 'ready' && found.now >= destination;
  if (!isThere) destinationOf(found, { to: destination }); // refuses, if it is on its way to somewhere else
  return underWay({ clock: found, destination, settled: false });
}
