import type { Assignee, Routing } from '../contract/body.ts';
import type { RoutingWorld } from './consider-queue.ts';
import { outcomeOf } from './outcome.ts';
import { candidates, type LoadBound, type Route, type RuleResult, type TurnTaken } from './route.ts';
import { routeAgainAt } from './route-again.ts';
import { type RoutingOutcome, type RoutingTrace, TRACE_LIMITS } from './trace.ts';
import { type Root, type Walked, walk } from './walk.ts';

/**
 * Who receives a handoff now: the first candidate who is available, or the queue that it waits in. Candidates are, in
 * order, what the first matching rule assigns, its fallback, and the fallback of the contract, each followed by the
 * fallbacks of its queue, or the delegates of its owner. Never an inactive, absent or full owner.
 */
export function decideRoute(routing: Routing, results: readonly RuleResult[], world: RoutingWorld): Route {
  return decideAmong(candidates(routing, results), inOrder(routing, results), world);
}

/** The same for what somebody puts into a queue: among its members, and those of the queues that it falls back to. */
export function decideWithin(queueId: string, world: RoutingWorld): Route {
  return decideAmong([{ assignee: { queueId }, via: 'request' }], [], world);
}

/** The same for what an escalation step hands over: to `to` or who stands in for them, else to the fallback of the contract. */
export function decideEscalated(to: Assignee | undefined, fallback: Assignee | undefined, world: RoutingWorld): Route {
  const roots: Root[] = [
    ...(to === undefined ? [] : [{ assignee: to, via: 'escalation' as const }]),
    ...(fallback === undefined ? [] : [{ assignee: fallback, via: 'contract_fallback' as const }]),
  ];
  return decideAmong(roots, [], world);
}

function decideAmong(roots: readonly Root[], rules: RoutingTrace['rules'], world: RoutingWorld): Route {
  const route = decided(roots, rules, world);
  const broken = route.trace.considered.flatMap(({ assignee, availability }) =>
    availability === 'unknown' ? [assignee] : [],
  );
  return broken.length === 0 ? route : { ...route, broken };
}

function decided(roots: readonly Root[], rules: RoutingTrace['rules'], world: RoutingWorld): Route {
  const { considered, picked } = walk(roots, world);
  const outcome = outcomeOf({ rules, considered });
  const trace = { at: world.now, rules, considered, outcome };
  if (outcome.kind === 'assigned') {
    const { ownerId, queueId, ruleId } = outcome;
    return {
      to: { ownerId },
      reason: reasonOf(outcome),
      ...(ruleId === undefined ? {} : { ruleId }),
      ...(queueId === undefined ? {} : { queueId, ...versionOf(queueId, world), ...turnOf(picked, world) }),
      load: loadOf(ownerId, world),
      trace,
    };
  }
  if (outcome.kind === 'waiting' && outcome.for === 'claim') {
    const { queueId, ruleId } = outcome;
    return { to: { queueId }, reason: reasonOf(outcome), ...(ruleId === undefined ? {} : { ruleId }), trace };
  }
  const at = routeAgainAt(
    roots.map(({ assignee }) => assignee),
    world,
  );
  const again = at === undefined ? {} : { routeAgainAt: at };
  if (outcome.kind === 'unrouted') {
    const matched = rules.find((rule) => rule.matched);
    const rule = matched === undefined ? {} : { ruleId: matched.id };
    return { to: undefined, reason: 'unrouted', ...rule, ...again, trace };
  }
  const { queueId, ruleId } = outcome;
  const rule = ruleId === undefined ? {} : { ruleId };
  return { to: { queueId }, reason: reasonOf(outcome), ...rule, waitsIn: queueId, ...again, trace };
}

function reasonOf({ reason }: Exclude<RoutingOutcome, { kind: 'unrouted' }>): Route['reason'] {
  return reason === 'escalation' ? 'request' : reason;
}

/** The results as they are stored: in the order of the contract, which is the order in which they count. */
function inOrder({ rules }: Routing, results: readonly RuleResult[]): RoutingTrace['rules'] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return rules.flatMap(({ id }) => {
    const result = byId.get(id);
    if (result === undefined) return [];
    const { matched, error } = result;
    return [{ id, matched, ...(error === undefined ? {} : { error: error.slice(0, TRACE_LIMITS.error) }) }];
  });
}

function turnOf(picked: Walked['picked'], world: RoutingWorld): { readonly turn?: TurnTaken } {
  if (picked?.turn === undefined) return {};
  const { queueId, turn } = picked;
  const { turns, version = 0 } = world.queue(queueId) ?? {};
  return { turn: { queueId, version: turns?.version ?? 0, queueVersion: version, ...turn } };
}

function versionOf(queueId: string, world: RoutingWorld): Pick<Route, 'queueVersion'> {
  const version = world.queue(queueId)?.version;
  return version === undefined ? {} : { queueVersion: version };
}

function loadOf(ownerId: string, world: RoutingWorld): LoadBound {
  const { capacity, version, load } = world.owner(ownerId) ?? {};
  return {
    ownerId,
    ...(load === undefined ? {} : { load }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(version === undefined ? {} : { version }),
  };
}
