import { type Instant, later } from '#domain/instant.ts';
import type { AdvancingTestClock, ReadyTestClock, TestClock } from '#domain/sla/test-clock.ts';
import type { QueuedHandoff } from '#storage/test-clock-queue.ts';
import { type CallContext, notFound } from '../context.ts';
import { advanceHandoff } from '../deadline/advance-handoff.ts';
import { destinationOf } from './destination.ts';

/** How many handoffs that are due at the same instant are brought up at once. */
const CONCURRENCY = 16;

/** A clock, and where it is to go. It is ready if it stands there already. */
export interface Journey {
  readonly clock: TestClock;
  readonly destination: Instant;
}

export type Step =
  | { readonly status: 'arrived'; readonly clock: ReadyTestClock; readonly recorded: number }
  | { readonly status: 'under_way'; readonly journey: Journey; readonly recorded: number };

/**
 * Takes a clock to the next instant at which something is due, and brings up handoffs that are due by then; or to its
 * destination, if nothing is due before. The clock's time is stored first: what reads or commands a handoff meanwhile
 * sees that time, and a crash leaves nothing that is not found again.
 */
export async function takeStep(context: CallContext, { clock, destination }: Journey): Promise<Step> {
  const queue = await context.stores.testClockQueue.first(clock.id, CONCURRENCY);
  const next = queue[0]?.dueAt;
  if (next === undefined || next > destination) return arrive(context, { clock, destination });
  const moved = next > clock.now ? await moveTo(context, clock, destination, next) : clock;
  if (moved === 'overtaken') return rejoin(context, { clock, destination });
  const due = queue.filter(({ dueAt }) => dueAt <= moved.now);
  return {
    status: 'under_way',
    journey: { clock: moved, destination },
    recorded: await recordDue(context, moved, due),
  };
}

async function arrive(context: CallContext, journey: Journey): Promise<Step> {
  const { clock, destination } = journey;
  if (clock.status === 'ready') return { status: 'arrived', clock, recorded: 0 };
  const { advancingTo: _there, ...still } = clock;
  const now = later(clock.now, destination);
  const ready: ReadyTestClock = { ...still, ...nextVersion(context, clock), now, status: 'ready' };
  return (await context.stores.testClocks.save(ready))
    ? { status: 'arrived', clock: ready, recorded: 0 }
    : rejoin(context, journey);
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
  if (found.status === 'ready' && found.now >= destination) return { status: 'arrived', clock: found, recorded: 0 };
  destinationOf(found, { to: destination }); // refuses, if it is on its way to somewhere else
  return { status: 'under_way', journey: { clock: found, destination }, recorded: 0 };
}

/** @returns how many of `due` this call has brought up; another may have brought up the others. */
async function recordDue(context: CallContext, { id, now }: TestClock, due: readonly QueuedHandoff[]): Promise<number> {
  const results = await Promise.allSettled(due.map(({ handoffId }) => advanceHandoff(context, handoffId, now)));
  let recorded = 0;
  for (const result of results) {
    if (result.status === 'rejected') throw result.reason;
    if (result.value.status === 'recorded') recorded += 1;
  }
  if (recorded === 0) await requireProgress(context, id, due);
  return recorded;
}

/** A deadline that is queued and that its handoff does not have would hold up its clock for ever: that is damaged data. */
async function requireProgress({ stores }: CallContext, id: string, due: readonly QueuedHandoff[]): Promise<void> {
  const [first] = await stores.testClockQueue.first(id, 1);
  const stuck = due.find(({ handoffId, dueAt }) => handoffId === first?.handoffId && dueAt === first.dueAt);
  if (stuck === undefined) return;
  throw new Error(`handoff ${stuck.handoffId} has nothing due at ${stuck.dueAt}, for which test clock ${id} queues it`);
}
