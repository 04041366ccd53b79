import { beginRefilling, type FilledThen } from '#domain/backtest/refill.ts';
import type { Inheritance } from '#domain/contract/inheritance.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { fold } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { CallContext } from '../context.ts';
import { eventsUpTo } from '../handoff/history.ts';
import { type FillingFor, fillFromEarlier } from '../journey/fill-from-earlier.ts';

/** When, and by which rules, a past submission is filled once more. */
export interface Refilling extends FillingFor {
  /** When it was submitted: what earlier packets have become since does not count. */
  readonly at: Instant;
  readonly tested: readonly Inheritance[];
  /** How many events of the handoffs before it may be led once more for it. */
  readonly maxEvents: number;
}

class TooManyEventsError extends Error {
  override readonly name = 'TooManyEventsError';
}

/**
 * What the packet of a past submission would have been, had its sender left out what they left out under the tested
 * contract: filled from the packets that the subject had by then. Undefined: too much has happened to these since.
 */
export async function refilled(
  context: CallContext,
  then: FilledThen,
  { at, tested, maxEvents, ...of }: Refilling,
): Promise<unknown> {
  let events = 0;
  const asTheyWere = async (handoffs: readonly Handoff[]) => {
    const since = handoffs.filter(({ updatedAt }) => updatedAt > at);
    events += since.reduce((sum, { version }) => sum + version, 0);
    if (events > maxEvents) throw new TooManyEventsError();
    const known = await Promise.all(
      handoffs.map(async (handoff) =>
        since.includes(handoff) ? asItWas(await eventsUpTo(context, handoff.id, handoff.version), at) : handoff,
      ),
    );
    return known.filter((handoff) => handoff !== undefined);
  };
  try {
    return (await fillFromEarlier(context, beginRefilling(then, tested), of, asTheyWere)).packet;
  } catch (error) {
    if (error instanceof TooManyEventsError) return undefined;
    throw error;
  }
}

/** All that was noticed by then: what was noticed later may have happened before. */
function asItWas(events: readonly HandoffEvent[], at: Instant): Handoff | undefined {
  const last = events.findLastIndex(({ occurredAt, detectedAt }) => (detectedAt ?? occurredAt) <= at);
  return fold(events.slice(0, last + 1));
}
