import { addSeconds, type Instant } from '#domain/instant.ts';
import type { Route } from '#domain/routing/route.ts';
import type { Placement } from '#storage/placement.ts';
import type { Routed } from '../handoff/route-handoff.ts';

/** How often a decision is made anew because others were faster, before the handoff waits instead. */
export const TRIES = 8;

/** When a handoff that stood back is due for routing, should draining its queue not come to it before. */
const AGAIN_SECONDS = 30;

/**
 * What a decision comes to that cannot be carried out for the crowd: the handoff waits in the queue, which is drained at
 * once. Only what is given back is written with it; the decision itself does not hold.
 */
export function standBack({ route, placement }: Routed, now: Instant): Routed {
  const { turn: _turn, load: _load, queueVersion: _version, queueId, waitsIn, ...rest } = route;
  const returned = (placement.turns ?? []).filter((turns) => turns !== route.turn);
  const waiting = waitsIn ?? queueId;
  const to: Pick<Route, 'to' | 'reason' | 'waitsIn'> =
    waiting === undefined
      ? { to: undefined, reason: 'unrouted' }
      : { to: { queueId: waiting }, reason: route.reason, waitsIn: waiting };
  return { route: { ...rest, ...to, routeAgainAt: addSeconds(now, AGAIN_SECONDS) }, placement: withTurns(returned) };
}

/** The decision, or, after too many that were refused, that the handoff waits. */
export function throughTheCrowd(routed: Routed, contended: number, now: Instant): Routed {
  return contended < TRIES ? routed : standBack(routed, now);
}

function withTurns(turns: NonNullable<Placement['turns']>): Placement {
  return turns.length === 0 ? {} : { turns };
}
