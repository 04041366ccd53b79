import { ROUTING_ACTOR } from '#domain/actor.ts';
import { requeue } from '#domain/handoff/assign.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { isDueForRouting } from '#domain/handoff/deadlines.ts';
import { decide } from '#domain/handoff/decide.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import { routingOf } from '#domain/handoff/routed.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { directionOf, type Route } from '#domain/routing/route.ts';
import type { RoutingTrace } from '#domain/routing/trace.ts';
import { backOff } from '#storage/back-off.ts';
import type { Written } from '#storage/handoff-store.ts';
import { lineOf } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import { bringUp, type Present } from '../handoff/bring-up.ts';
import { NOBODY } from '../handoff/directory.ts';
import { momentOf } from '../handoff/moment.ts';
import { type Routed, routeHandoff, routeWithin } from '../handoff/route-handoff.ts';
import { TRIES } from './contention.ts';
import { inTurn } from './place.ts';

/** When it is tried again after others were always faster. */
const CROWDED_SECONDS = 30;

/** A handoff that waits, brought up to now, and what it takes to route it. */
interface Found {
  readonly stored: Handoff;
  readonly present: Present;
  readonly state: Extract<Handoff, { state: 'pending' }>;
  readonly compiled: CompiledTerms;
  readonly now: Instant;
}

/**
 * What routing a handoff that waits has come to. `waiting`: nobody is available still; where it was due, it has noted when
 * to try again. `moved`: likewise, and it waits in another line now. `gone`: it does not wait any more.
 */
export type Tried = 'assigned' | 'waiting' | 'moved' | 'gone';

/**
 * What it has come to for whoever tries several. Where it waits on: in which line, and who was asked, if it was decided.
 * `outranked`: whoever would be given it is to be offered something else first, so nothing was done.
 */
export type Trial =
  | { readonly outcome: 'assigned' | 'gone' | 'outranked' }
  | {
      readonly outcome: 'waiting' | 'moved';
      readonly line: string | undefined;
      readonly asked: RoutingTrace['considered'];
    };

/** Whether a decision that has found somebody is to be carried out. */
type MayBeGiven = (route: Route) => boolean;

/**
 * Routes a handoff that waits: by the whole contract again, or only within the queue that it was put into. It is asked for
 * because something has changed, so it goes by nothing that was known before. May run beside itself and beside commands.
 */
export async function assignWaiting(context: TenantContext, handoffId: string): Promise<Tried> {
  const { outcome } = await tryWaiting(context, handoffId, () => true);
  return outcome === 'outranked' ? 'waiting' : outcome;
}

/** The same, of which `mayBeGiven` has the last word. */
export async function tryWaiting(context: TenantContext, handoffId: string, mayBeGiven: MayBeGiven): Promise<Trial> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await backOff(attempt);
    const found = await find(context, handoffId);
    if (found === undefined) return { outcome: 'gone' };
    const routed = await route(context, found);
    const trial = await inTurn(context, routed, async (arrival) =>
      carryOut(context, found, arrival === 'first' ? routed : await route(context, found), mayBeGiven),
    );
    if (trial !== 'refused') return trial;
  }
  return giveUp(context, handoffId);
}

/** Whether somebody could be given it now. */
export async function findsSomebody(context: TenantContext, handoffId: string): Promise<boolean> {
  const found = await find(context, handoffId);
  if (found === undefined) return false;
  const { to } = (await route(context, found)).route;
  return to !== undefined && 'ownerId' in to;
}

async function find(context: TenantContext, handoffId: string): Promise<Found | undefined> {
  const stored = await context.stores.handoffs.get(handoffId);
  if (stored === undefined || stored.state !== 'pending') return undefined;
  const compiled = await context.terms.get(context, stored);
  const { terms } = compiled;
  const now = await momentOf(context, stored);
  const present = await bringUp(context, stored, { terms, now, fresh: true });
  const { state } = present;
  return state.state === 'pending' ? { stored, present, state, compiled, now } : undefined;
}

async function route(context: TenantContext, { state, compiled, now }: Found): Promise<Routed> {
  const { id, attempt, priority, subject, packetRevision, holder, placed, takenFrom: except = [] } = state;
  if (placed && holder.queueId !== undefined) {
    const routed = await routeWithin(context, holder.queueId, { now, except, fresh: true });
    if (routed.route.to !== undefined) return routed;
  }
  const packet = await context.stores.handoffs.getPacket(id, packetRevision);
  const input = { packet, subject, handoff: { id, attempt, priority }, now };
  return routeHandoff(context, compiled, input, { except, fresh: true });
}

async function carryOut(
  context: TenantContext,
  found: Found,
  { route, placement }: Routed,
  mayBeGiven: MayBeGiven,
): Promise<Trial | 'refused'> {
  const { to, trace } = route;
  if (to !== undefined && 'ownerId' in to) {
    if (!mayBeGiven(route)) return { outcome: 'outranked' };
    const command = { type: 'assign' as const, route: { ...directionOf(route), to } };
    return (await commit(context, found, command, placement)) === 'written' ? { outcome: 'assigned' } : 'refused';
  }
  const { state, now } = found;
  const command = requeueing(route, state);
  const again = applyFacts(state.id, state, requeue(command, { occurredAt: now, actor: ROUTING_ACTOR })).state;
  const line = lineOf(again);
  const outcome = line === lineOf(found.stored) ? 'waiting' : 'moved';
  const trial: Trial = { outcome, line, asked: trace.considered };
  const isSame = outcome === 'waiting' && state.routeAgainAt === command.routeAgainAt;
  if (isSame && !isDueForRouting(state, now)) return trial;
  return (await commit(context, found, command, placement)) === 'written' ? trial : 'refused';
}

type Requeue = Extract<HandoffCommand, { type: 'requeue' }>;

/** What waits on in the queue that it was put into came there as it did before. */
function requeueing(route: Route, { holder, placed }: Found['state']): Requeue {
  const { to, routeAgainAt } = route;
  const queueId = to !== undefined && 'queueId' in to ? to.queueId : undefined;
  return {
    type: 'requeue',
    ...(queueId === undefined ? {} : { queueId }),
    ...(placed === true && queueId === holder.queueId ? {} : { routing: routingOf(route) }),
    ...(routeAgainAt === undefined ? {} : { routeAgainAt }),
  };
}

async function commit(
  context: TenantContext,
  { stored, present, state, compiled, now }: Found,
  command: HandoffCommand,
  placement: Routed['placement'],
): Promise<Written> {
  const { terms } = compiled;
  const facts = decide(state, command, { terms, directory: NOBODY, now, actor: ROUTING_ACTOR });
  const done = applyFacts(stored.id, state, facts);
  return context.stores.handoffs.commit(stored, done.state, [...present.events, ...done.events], { placement });
}

/** There is always somebody faster: it goes on waiting where it is, for a moment. */
async function giveUp(context: TenantContext, handoffId: string): Promise<Trial> {
  const found = await find(context, handoffId);
  if (found === undefined) return { outcome: 'gone' };
  const { queueId } = found.state.holder;
  const again = { routeAgainAt: addSeconds(found.now, CROWDED_SECONDS) };
  await commit(context, found, { type: 'requeue', ...(queueId === undefined ? {} : { queueId }), ...again }, {});
  return { outcome: 'waiting', line: lineOf(found.stored), asked: [] };
}
