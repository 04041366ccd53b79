import type { Assignee } from '../contract/routing.ts';
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
  const data = { ownerId: to.ownerId, ...through, ...routing, reason, ...brokenOf(route) };
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

/** That it waits to be routed again; nothing of it where it waits for a claim as it should, or is with somebody. */
export function waitingFacts(route: Direction, when: When): HandoffFact[] {
  const { to, waitsIn, routeAgainAt } = route;
  const broken = brokenOf(route);
  if (to === undefined) return [queuedFact({ routing: routingOf(route), routeAgainAt, ...broken }, when)];
  const queueId = waitsIn ?? ('queueId' in to && route.broken !== undefined ? to.queueId : undefined);
  return queueId === undefined ? [] : [queuedFact({ queueId, routeAgainAt, ...broken }, when)];
}

/** What the contract names and is gone: whoever looks after the contract is to learn of it. */
function brokenOf({ broken }: Direction): { readonly brokenReferences?: Assignee[] } {
  return broken === undefined ? {} : { brokenReferences: [...broken] };
}

interface Waits {
  readonly queueId?: string | undefined;
  readonly routing?: Handoff['routing'] | undefined;
  readonly routeAgainAt?: Instant | undefined;
  readonly brokenReferences?: Assignee[];
}

export function queuedFact({ queueId, routing, routeAgainAt, ...broken }: Waits, when: When): HandoffFact {
  const data = {
    ...(queueId === undefined ? {} : { queueId }),
    ...(routing === undefined ? {} : { routing }),
    ...(routeAgainAt === undefined ? {} : { routeAgainAt }),
    ...broken,
  };
  return { ...when, type: 'handoff.queued', data };
}
