import { common } from './common-members.ts';
import type { EventOf } from './events.ts';
import type { Handoff } from './state.ts';

type Pending = Extract<Handoff, { state: 'pending' }>;

/** It waits until it is routed again; a queue other than the one that it was put into takes it as routing does. */
export function queueHandoff(state: Handoff, { data, occurredAt }: EventOf<'handoff.queued'>): Handoff {
  if (state.state !== 'pending') throw new Error(`a handoff that is ${state.state} cannot wait in a queue`);
  const { queueId, routeAgainAt } = data;
  const { routeAgainAt: _before, placed, ...rest } = state;
  const again = routeAgainAt === undefined ? {} : { routeAgainAt };
  if (queueId === state.holder.queueId) return { ...rest, ...(placed === undefined ? {} : { placed }), ...again };
  return { ...rest, ...again, holder: { ...(queueId === undefined ? {} : { queueId }), since: occurredAt } };
}

/** By routing, with the queue that they were picked from; by a claim or a person, with the queue that it waited in. */
export function assignHandoff(state: Handoff, { data, occurredAt }: EventOf<'handoff.assigned'>): Handoff {
  const { ownerId, queueId, reason, routing } = data;
  const through = reason === 'queue' ? {} : queueOf(state);
  return {
    ...common(state),
    ...(routing === undefined ? {} : { routing }),
    state: 'assigned',
    holder: { ...through, ...(queueId === undefined ? {} : { queueId }), ownerId, since: occurredAt },
  };
}

/** To an owner, or to wait in a queue: then it is not given back to the one whom it is taken from. */
export function reassignHandoff(state: Handoff, { data, occurredAt }: EventOf<'handoff.reassigned'>): Handoff {
  const { from, to, cause, misroute, routing } = data;
  const moved = {
    ...common(state),
    ...(misroute === true ? { misroutedAttempt: state.attempt } : {}),
    ...(routing === undefined ? {} : { routing }),
    holder: { ...to, since: occurredAt },
  };
  if (to.ownerId !== undefined) return { ...moved, state: 'assigned' };
  const takenFrom = from.ownerId ?? (state.state === 'pending' ? state.takenFrom : undefined);
  return {
    ...moved,
    state: 'pending',
    ...(cause === 'rejection' ? {} : { placed: true as const }),
    ...(takenFrom === undefined ? {} : { takenFrom }),
  } satisfies Pending;
}

export function queueOf({ holder: { queueId } }: Handoff): { queueId?: string } {
  return queueId === undefined ? {} : { queueId };
}
