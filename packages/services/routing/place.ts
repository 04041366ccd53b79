import { backOff } from '#storage/back-off.ts';
import type { Written } from '#storage/handoff-store.ts';
import type { TenantContext } from '../context.ts';
import type { Routed } from '../handoff/route-handoff.ts';
import { standBack, TRIES } from './contention.ts';
import { type Arriving, overtakes } from './overtaking.ts';
import type { Freshness } from './surroundings.ts';
import { type Arrival, TurnLocks } from './turn-locks.ts';

const locks = new TurnLocks();

/** How long a caller waits for a turn in this process; the function itself has fifteen seconds. */
const LONGEST_WAIT_MS = 6_000;

/** How a decision is made and carried out. */
export interface Attempt extends Arriving {
  readonly route: (fresh: Freshness) => Promise<Routed>;
  readonly write: (routed: Routed) => Promise<Written>;
}

/**
 * Makes a decision and carries it out; where others were faster, decides again on what is then there, after a pause that
 * grows and is drawn by lot. A handoff that does not get through the crowd in time waits in its queue instead, and so does one
 * that would be given what others have waited for: the queue is drained at once, in the order in which they are due.
 */
export async function place(context: TenantContext, { route, write, ...arriving }: Attempt): Promise<Written> {
  const { now } = arriving;
  let routed = await route(false);
  if (await overtakes(context, routed, arriving)) return write(standBack(routed, now));
  for (let attempt = 1; attempt < TRIES; attempt++) {
    const written = await inTurn(context, routed, async (arrival) => {
      if (arrival === 'late') return write(standBack(routed, now));
      if (attempt > 1) routed = await route(true);
      else if (arrival === 'next') routed = await route('turns');
      return write(routed);
    });
    if (written !== 'contended') return written;
    await backOff(attempt + 1);
  }
  return write(standBack(routed, now));
}

/** One after the other, where a turn of a queue is wanted. */
export function inTurn<T>(
  { tenantId, mode }: TenantContext,
  { placement: { turns = [] } }: Routed,
  work: (arrival: Arrival) => Promise<T>,
): Promise<T> {
  const [first] = turns;
  return first === undefined
    ? work('first')
    : locks.inTurn(`${tenantId} ${mode} ${first.queueId}`, work, LONGEST_WAIT_MS);
}
