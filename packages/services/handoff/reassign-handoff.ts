import { isWith } from '#domain/handoff/available.ts';
import type { ReassignCommand } from '#domain/handoff/commands.ts';
import { excludedFrom } from '#domain/handoff/taken-from.ts';
import { directionOf } from '#domain/routing/route.ts';
import { type CallContext, requireScope } from '../context.ts';
import { throughTheCrowd } from '../routing/contention.ts';
import { givingBack, turnOfHolder } from '../routing/wasted-turn.ts';
import { commandHandoff, type PlanCommand } from './command.ts';
import { routeWithin } from './route-handoff.ts';
import type { HandoffView } from './view.ts';

/**
 * To another owner or queue; the clocks go on, unless it had gone to the wrong one, whose turn is then given back. A queue
 * that is not manual gives it to a member at once, other than the present holder, or it waits there for one.
 *
 * @throws DomainError
 */
export async function reassignHandoff(
  context: CallContext,
  id: string,
  { to, reason, misroute }: Omit<ReassignCommand, 'type' | 'route'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  const command = { type: 'reassign' as const, to, reason, misroute };
  const plan: PlanCommand = async (state, _compiled, now, contended) => {
    const asks = [to];
    const wasted = misroute ? await turnOfHolder(context, state) : undefined;
    const except = excludedFrom(state);
    const options = { now, except, wasted, fresh: contended > 0 };
    // what has it already is refused by the decision
    if ('ownerId' in to || isWith(to, state)) return { command, asks, placement: await givingBack(context, options) };
    const routed = await routeWithin(context, to.queueId, options);
    const { route, placement } = throughTheCrowd(routed, contended, now);
    return route.to === undefined
      ? { command, asks }
      : { command: { ...command, route: directionOf(route) }, asks, placement };
  };
  return commandHandoff(context, id, plan, ifVersion);
}
