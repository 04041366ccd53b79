import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { TenantContext } from '../context.ts';

/** How many commits are read at a time. */
const PAGE = 200;

/** A handoff's first `sequence` events, however many have come since. All of them must be there. */
export async function eventsUpTo(context: TenantContext, id: string, sequence: number): Promise<HandoffEvent[]> {
  const events = await eventsBetween(context, id, 0, sequence);
  if (events.length < sequence) throw new Error(`handoff ${id} has lost events: ${events.length} of ${sequence}`);
  return events.slice(0, sequence);
}

/** A handoff's events after the one numbered `sequence`. */
export async function eventsSince(context: TenantContext, id: string, sequence: number): Promise<HandoffEvent[]> {
  return eventsBetween(context, id, sequence, Number.POSITIVE_INFINITY);
}

/** The events after `after`, up to `end` or to the end of its commit. */
async function eventsBetween(
  { stores }: TenantContext,
  id: string,
  after: number,
  end: number,
): Promise<HandoffEvent[]> {
  const events: HandoffEvent[] = [];
  let reached = after;
  for (let more = true; more && reached < end; ) {
    const page = await stores.handoffs.events(id, { afterSequence: reached, limit: PAGE });
    events.push(...page.data);
    reached = events.at(-1)?.sequence ?? reached;
    more = page.more;
  }
  return events;
}
