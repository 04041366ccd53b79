import type { Assignee } from '#domain/contract/body.ts';
import { evaluateCondition } from '#domain/contract/criteria.ts';
import { type Availability, candidates, chooseRoute, type Route, type RuleResult } from '#domain/routing/route.ts';
import type { TenantContext } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import type { ReadinessInput } from './readiness.ts';

/** Who would receive the handoff now, and why. Reads only the owners and queues that may be asked. */
export async function routeHandoff(
  { stores }: TenantContext,
  { terms, rules }: CompiledTerms,
  { packet, subject, handoff }: ReadinessInput,
): Promise<Route> {
  const values = new Map<string, unknown>(Object.entries({ packet, subject, handoff }));
  const results = rules.map(({ id, when }): RuleResult => {
    const result = evaluateCondition(when, values);
    return typeof result === 'boolean' ? { id, matched: result } : { id, matched: false, error: result };
  });
  const { routing } = terms.body;
  const asked = candidates(routing, results).map(({ assignee }) => assignee);
  const [owners, queues] = await Promise.all([
    stores.owners.getRecent(asked.flatMap((assignee) => ('ownerId' in assignee ? [assignee.ownerId] : []))),
    stores.queues.getRecent(asked.flatMap((assignee) => ('queueId' in assignee ? [assignee.queueId] : []))),
  ]);
  const availability = (assignee: Assignee): Availability => {
    if ('queueId' in assignee) return queues.some(({ id }) => id === assignee.queueId) ? 'available' : 'unknown';
    const owner = owners.find(({ id }) => id === assignee.ownerId);
    if (owner === undefined) return 'unknown';
    return owner.active ? 'available' : 'inactive';
  };
  return chooseRoute(routing, results, availability);
}
