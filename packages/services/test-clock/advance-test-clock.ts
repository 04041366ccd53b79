import type { Instant } from '#domain/instant.ts';
import type { AdvancingTestClock, ReadyTestClock } from '#domain/sla/test-clock.ts';
import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type ClockMove, destinationOf } from './destination.ts';
import { type Journey, takeStep } from './step.ts';
import { requireTestMode } from './test-mode.ts';

/** How often an advance sets out anew because the clock was changed meanwhile. */
const ATTEMPTS = 5;
/** How many handoffs are counted as waiting at the most. */
const COUNTED = 1_000;

/** How far one call has brought a clock. `recorded`: how often it brought a handoff up to a deadline. */
export type ClockAdvance =
  | { readonly status: 'arrived'; readonly clock: ReadyTestClock; readonly recorded: number }
  /** `waiting`: handoffs that have a deadline on the rest of the way, counted up to a thousand. */
  | {
      readonly status: 'on_its_way';
      readonly clock: AdvancingTestClock;
      readonly recorded: number;
      readonly waiting: number;
    };

/**
 * Moves a clock forward through every deadline on its way, in order: first the stored time, then the handoffs that are
 * due by it, then what waits for those who are free by then, through the code that timers and drains use. It goes on while `hasTime`, for one step at least. Asked again for the same
 * destination it continues, whatever became of the call before; calls for the same destination may run at once.
 *
 * @throws DomainError `insufficient_scope`, `live_mode_forbids`, `not_found`, `validation_failed`, `conflict`
 */
export async function advanceTestClock(
  context: CallContext,
  id: string,
  move: ClockMove,
  hasTime: () => boolean,
): Promise<ClockAdvance> {
  requireScope(context, 'handoffs:write');
  requireTestMode(context);
  let journey = await setOut(context, id, move);
  let recorded = 0;
  do {
    const step = await takeStep(context, journey);
    recorded += step.recorded;
    if (step.status === 'arrived') return { status: 'arrived', clock: step.clock, recorded };
    journey = step.journey;
    // one that is there has only what waits to be given out
  } while (hasTime() || journey.clock.status === 'ready');
  return interrupted(context, journey, recorded);
}

/** Notes on the clock where it is going, unless it is there or on its way already. */
async function setOut(context: CallContext, id: string, move: ClockMove): Promise<Journey> {
  const { testClocks } = context.stores;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const clock = await findDocument(testClocks, 'test clock', id);
    const destination = destinationOf(clock, move);
    if (clock.status === 'advancing' || clock.now === destination) return { clock, destination, settled: false };
    const advancing = departed(clock, destination, context.now);
    if (await testClocks.save(advancing)) return { clock: advancing, destination, settled: false };
  }
  throw concurrentUpdate('test clock', id);
}

function departed(clock: ReadyTestClock, advancingTo: Instant, updatedAt: Instant): AdvancingTestClock {
  return { ...clock, version: clock.version + 1, status: 'advancing', advancingTo, updatedAt };
}

/** What there is to say when time is up. */
async function interrupted(
  { stores }: CallContext,
  { clock, destination }: Journey,
  recorded: number,
): Promise<ClockAdvance> {
  if (clock.status === 'ready') return { status: 'arrived', clock, recorded };
  const queue = await stores.testClockQueue.first(clock.id, COUNTED);
  const waiting = queue.filter(({ dueAt }) => dueAt <= destination).length;
  return { status: 'on_its_way', clock, recorded, waiting };
}
