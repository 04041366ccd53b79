import type { Route } from '../routing/route.ts';
import type { HandoffFact, When } from './events.ts';
import type { Handoff } from './state.ts';

/** What a route comes to for a handoff that is submitted: the queue that it waits in, or the owner it is assigned to. */
export function routedTo(
  { to, reason, ruleId }: Route,
  when: When,
): {
  readonly routing: Handoff['routing'];
  readonly queueId: { readonly queueId?: string };
  readonly assigned: readonly HandoffFact[];
} {
  const rule = ruleId === undefined ? {} : { ruleId };
  const routing = { reason, ...rule };
  if (to === undefined || reason === 'unrouted') return { routing, queueId: {}, assigned: [] };
  if ('queueId' in to) return { routing, queueId: { queueId: to.queueId }, assigned: [] };
  const data = { ownerId: to.ownerId, reason, ...rule };
  return { routing, queueId: {}, assigned: [{ ...when, type: 'handoff.assigned', data }] };
}
