import { common } from './common-members.ts';
import type { EventOf } from './events.ts';
import type { Handoff } from './state.ts';
import { taking } from './taken-from.ts';

type Pending = Extract<Handoff, { state: 'pending' }>;

/** It waits until it is routed again; a queue other than the one that it was put into takes it as routing does. */
export function queueHandoff(state: Handoff, { data, occurredAt }: EventOf<'handoff.queued'>): Handoff {
  if (state.state !== 'pending') throw new Error(`a handoff that is ${state.state} cannot wait in a queue`);
  const { queueId, routing, routeAgainAt } = data;
  const { routeAgainAt: _before, placed, unsorted, ...others } = state;
  const rest =
    routing === undefined ? { ...others, ...(unsorted === undefined ? {} : { unsorted }) } : { ...others, routing };
  const again = routeAgainAt === undefined ? {} : { routeAgainAt };
  if (queueId === state.holder.queueId) return { ...rest, ...(placed === undefined ? {} : { placed }), ...again };
  return { ...rest, ...again, holder: { ...(queueId === undefined ? {} : { queueId }), since: occurredAt } };
}

/** After this another rule may match, which what waits for one learns when it is routed again. */
export function unsort(state: Handoff): Handoff {
  return state.state === 'pending' && state.placed === undefined ? { ...state, unsorted: true } : state;
}

/** By routing, with the queue that they were picked from; by a claim or a person, with the queue that it waited in. */
export function assignHandoff(state: Handoff, { data, occurredAt }: EventOf<'handoff.assigned'>): Handoff {
  const { ownerId, queueId, reason, routing } = data;
  const through = reason === 'queue' ? {} : queueOf(state);
  return {
    ...takenFor(ownerId, state),
    ...(routing === undefined ? {} : { routing }),
    state: 'assigned',
    holder: { ...through, ...(queueId === undefined ? {} : { queueId }), ownerId, since: occurredAt },
  };
}

/** To an owner, or to wait in a queue; routing does not give it back to the one whom it is taken from. */
export function reassignHandoff(state: Handoff, { data, occurredAt }: EventOf<'handoff.reassigned'>): Handoff {
  const { from, to, cause, misroute, routing } = data;
  const { takenFrom: _before, ...rest } = common(state);
  const moved = {
    ...rest,
    ...taking(state, from.ownerId, to.ownerId),
    ...(misroute === true ? { misroutedAttempt: state.attempt } : {}),
    ...(routing === undefined ? {} : { routing }),
    holder: { ...to, since: occurredAt },
  };
  if (to.ownerId !== undefined) return { ...moved, state: 'assigned' };
  return {
    ...moved,
    state: 'pending',
    ...(cause === 'rejection' ? {} : { placed: true as const }),
  } satisfies Pending;
}

function takenFor(ownerId: string, state: Handoff): ReturnType<typeof common> {
  const { takenFrom: _before, ...rest } = common(state);
  return { ...rest, ...taking(state, undefined, ownerId) };
}

export function queueOf({ holder: { queueId } }: Handoff): { queueId?: string } {
  return queueId === undefined ? {} : { queueId };
}
