import type { Instant } from '../instant.ts';
import type { Direction } from '../routing/route.ts';
import type { HandoffFact, When } from './events.ts';
import type { HolderRef } from './parts.ts';
import type { Handoff } from './state.ts';

/** What a route comes to for a handoff that is submitted: the queue that it waits in, or the owner it is assigned to. */
export function routedTo(
  route: Direction,
  when: When,
): {
  readonly routing: Handoff['routing'];
  readonly queueId: { readonly queueId?: string };
  readonly placed: readonly HandoffFact[];
} {
  const { to, reason } = route;
  const routing = routingOf(route);
  if (to === undefined || reason === 'unrouted') return { routing, queueId: {}, placed: waitingFacts(route, when) };
  if ('queueId' in to) return { routing, queueId: { queueId: to.queueId }, placed: waitingFacts(route, when) };
  const through = route.queueId === undefined ? {} : { queueId: route.queueId };
  const data = { ownerId: to.ownerId, ...through, ...routing, reason };
  return { routing, queueId: {}, placed: [{ ...when, type: 'handoff.assigned', data }] };
}

export function routingOf({ reason, ruleId }: Direction): Handoff['routing'] {
  return { reason, ...(ruleId === undefined ? {} : { ruleId }) };
}

/** Whom a route gives it to, as a holder; undefined: nobody, and no queue. */
export function holderOf({ to, queueId }: Direction): HolderRef | undefined {
  if (to === undefined || 'queueId' in to || queueId === undefined) return to;
  return { ownerId: to.ownerId, queueId };
}

/** That it waits to be routed again; nothing of it where it waits for a claim, or for nothing at all. */
export function waitingFacts({ waitsIn, routeAgainAt }: Direction, when: When): HandoffFact[] {
  if (waitsIn === undefined && routeAgainAt === undefined) return [];
  return [queuedFact({ queueId: waitsIn, routeAgainAt }, when)];
}

export function queuedFact(
  { queueId, routeAgainAt }: { readonly queueId?: string | undefined; readonly routeAgainAt?: Instant | undefined },
  when: When,
): HandoffFact {
  const data = {
    ...(queueId === undefined ? {} : { queueId }),
    ...(routeAgainAt === undefined ? {} : { routeAgainAt }),
  };
  return { ...when, type: 'handoff.queued', data };
}
