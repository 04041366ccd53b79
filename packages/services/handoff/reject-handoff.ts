import type { Assignee } from '#domain/contract/body.ts';
import type { RejectCommand } from '#domain/handoff/commands.ts';
import { isRerouted } from '#domain/handoff/reject.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { excludedFrom } from '#domain/handoff/taken-from.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import { type Direction, directionOf } from '#domain/routing/route.ts';
import type { Placement } from '#storage/placement.ts';
import { type CallContext, requireScope } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import { throughTheCrowd } from '../routing/contention.ts';
import { givingBack, turnOfHolder } from '../routing/wasted-turn.ts';
import { commandHandoff, type PlanCommand } from './command.ts';
import { routeHandoff } from './route-handoff.ts';
import type { HandoffView } from './view.ts';

type Rejection = Omit<RejectCommand, 'type' | 'route'>;

/**
 * Back to the sender with what is at fault. A procedural rejection gives back the turn that was used for the wrong owner, and
 * is routed anew without them, once per attempt; to the sender as well where nobody else is found.
 */
export async function rejectHandoff(
  context: CallContext,
  id: string,
  rejection: Rejection,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  const plan: PlanCommand = async (state, compiled, now, contended) => {
    const asks = askedBy(state, compiled.terms);
    const { rejectionReasons } = compiled.terms.body;
    const reason = rejectionReasons.find(({ code }) => code === rejection.reason);
    const command = { type: 'reject' as const, ...rejection };
    if (reason?.class !== 'procedural' || state.state !== 'assigned') return { command, asks };
    const { route, placement } = await rerouted(context, state, compiled, now, contended);
    return { command: { ...command, ...(route === undefined ? {} : { route }) }, asks, placement };
  };
  return commandHandoff(context, id, plan, ifVersion);
}

interface Rerouted {
  /** Absent: there is nobody else. */
  readonly route?: Direction;
  readonly placement: Placement;
}

/** Whom routing finds in place of the wrong owner. */
async function rerouted(
  context: CallContext,
  state: Handoff,
  compiled: CompiledTerms,
  now: Instant,
  contended: number,
): Promise<Rerouted> {
  const { id, attempt, priority, subject, packetRevision } = state;
  const except = excludedFrom(state);
  const wasted = await turnOfHolder(context, state);
  const fresh = contended > 0;
  const givenBack = () => givingBack(context, { now, wasted, fresh });
  if (isRerouted(state)) return { placement: await givenBack() };
  const packet = await context.stores.handoffs.getPacket(id, packetRevision);
  const input = { packet, subject, handoff: { id, attempt, priority }, now };
  const routed = await routeHandoff(context, compiled, input, { except, wasted, fresh });
  const { route, placement } = throughTheCrowd(routed, contended, now);
  if (route.to === undefined) return { placement: await givenBack() };
  return { route: directionOf(route), placement };
}

/** After the last attempt both sides are told, and their managers. */
function askedBy({ attempt, sender, holder }: Handoff, { body }: Terms): Assignee[] {
  const sides = attempt < body.maxAttempts ? [] : [sender?.ownerId, holder.ownerId];
  return sides.flatMap((ownerId) => (ownerId === undefined ? [] : [{ ownerId }]));
}
