import { addSeconds } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { SETTLE_SECONDS } from '#domain/review/standing.ts';
import type { TenantContext } from '../context.ts';

/** Events that are looked at, of those that should have been counted long ago. */
const EVENTS = 25;
/** What was not counted in so long a time may never be, and is not to keep a review from being made. */
const GIVEN_UP_SECONDS = 24 * 3600;

/**
 * Whether counting is so late that what happened before a month had settled may be missing in it: some of the last events
 * recorded before that time is not counted, or nothing ever was although there were handoffs by then. The first is given up
 * after a day, the second never: months of a tenant of whom nothing was counted yet would be kept as empty ones.
 */
export async function isCountingBehind({ stores, now }: TenantContext): Promise<boolean> {
  const { metrics, eventLog } = stores;
  const generations = await metrics.generations({ consistent: true });
  const ofHandoffs = {
    matching: ({ handoffId }: PublishedEvent) => handoffId !== undefined,
    to: addSeconds(now, -SETTLE_SECONDS),
    descending: true,
  };
  if (generations === undefined) return (await eventLog.list({ ...ofHandoffs, limit: 1 })).data.length > 0;
  const { data } = await eventLog.list({
    ...ofHandoffs,
    from: addSeconds(now, -GIVEN_UP_SECONDS),
    limit: EVENTS,
  });
  const recorded = new Map<string, number>();
  for (const { event } of data) {
    const { handoffId, sequence = 0 } = event;
    if (handoffId !== undefined) recorded.set(handoffId, Math.max(sequence, recorded.get(handoffId) ?? 0));
  }
  const { number } = generations.serving;
  return (await metrics.measurables([...recorded.keys()])).some(
    ({ mark: { handoffId, measured } }) => (measured.get(number)?.sequence ?? 0) < (recorded.get(handoffId) ?? 0),
  );
}
