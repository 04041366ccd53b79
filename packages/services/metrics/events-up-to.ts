import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { TenantContext } from '../context.ts';

/** How many commits are read at a time. */
const PAGE = 200;

/** A handoff's first `sequence` events, all of which must be there. */
export async function eventsUpTo({ stores }: TenantContext, id: string, sequence: number): Promise<HandoffEvent[]> {
  const events: HandoffEvent[] = [];
  for (let more = true; more && events.length < sequence; ) {
    const page = await stores.handoffs.events(id, { afterSequence: events.length, limit: PAGE });
    events.push(...page.data);
    more = page.more;
  }
  if (events.length < sequence) throw new Error(`handoff ${id} has lost events: ${events.length} of ${sequence}`);
  return events.slice(0, sequence);
}
