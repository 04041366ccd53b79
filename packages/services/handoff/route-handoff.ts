import { evaluateCondition } from '#domain/expression/condition.ts';
import type { Instant } from '#domain/instant.ts';
import type { RoutingWorld } from '#domain/routing/consider-queue.ts';
import { decideRoute, decideWithin } from '#domain/routing/decide-route.ts';
import type { Route, RuleResult } from '#domain/routing/route.ts';
import type { Placement, TurnsAfter } from '#storage/placement.ts';
import type { TenantContext } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import { type Freshness, Surroundings, type SurroundingsOptions, type WastedTurn } from '../routing/surroundings.ts';
import type { ReadinessInput } from './readiness.ts';

export interface RoutingOptions {
  /** Owners who are not to be given it. */
  readonly except?: readonly string[];
  /** A turn that is given back, as it was used for nothing. */
  readonly wasted?: WastedTurn | undefined;
  readonly fresh?: Freshness;
}

/** A decision, and what goes with the change that carries it out. */
export interface Routed {
  readonly route: Route;
  readonly placement: Placement;
}

/** Who would receive the handoff at `now`, and why. Reads only what may be asked, and writes nothing of the decision. */
export async function routeHandoff(
  context: TenantContext,
  { terms, rules }: Pick<CompiledTerms, 'terms' | 'rules'>,
  input: ReadinessInput & { readonly now: Instant },
  options: RoutingOptions = {},
): Promise<Routed> {
  const { packet, subject, handoff, now } = input;
  const values = new Map<string, unknown>(Object.entries({ packet, subject, handoff }));
  const results = rules.map(({ id, when }): RuleResult => {
    const result = evaluateCondition(when, values);
    return typeof result === 'boolean' ? { id, matched: result } : { id, matched: false, error: result };
  });
  const surroundings = new Surroundings(context, { ...options, now });
  return routeIn(surroundings, (world) => decideRoute(terms.body.routing, results, world));
}

/** Who of `queueId`, or of the queues that it falls back to, would be given a handoff; else that it waits there. */
export async function routeWithin(
  context: TenantContext,
  queueId: string,
  options: SurroundingsOptions,
): Promise<Routed> {
  return routeIn(new Surroundings(context, options), (world) => decideWithin(queueId, world));
}

async function routeIn(surroundings: Surroundings, decide: (world: RoutingWorld) => Route): Promise<Routed> {
  const route = await surroundings.settle(decide);
  return { route, placement: placementOf(route, await surroundings.returned()) };
}

/** A turn that is given back is part of the one that is taken, where that is of the same queue. */
export function placementOf(
  { queueId, queueVersion, turn, load, trace }: Route,
  returned?: TurnsAfter | undefined,
): Placement {
  const alone = returned !== undefined && returned.queueId !== turn?.queueId;
  return {
    turns: [...(turn === undefined ? [] : [turn]), ...(alone ? [returned] : [])],
    ...(queueId === undefined || queueVersion === undefined ? {} : { from: { queueId, version: queueVersion } }),
    ...(load === undefined ? {} : { load }),
    decision: { trace, ...(turn === undefined ? {} : { taken: turn.taken }) },
  };
}
