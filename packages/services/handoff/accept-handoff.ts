import type { Assignee } from '#domain/contract/body.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** By the assigned owner, or by a member of the queue who claims it; of two simultaneous claims one wins. */
export async function acceptHandoff(
  context: CallContext,
  id: string,
  { ownerId }: { readonly ownerId?: string | undefined },
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(
    context,
    id,
    (state) => ({
      command: { type: 'accept', ...(ownerId === undefined ? {} : { ownerId }) },
      asks: askedBy(state, ownerId),
    }),
    ifVersion,
  );
}

/** Who accepts and, for a claim, the queue that it comes from. */
function askedBy({ state, holder }: Handoff, claimantId: string | undefined): Assignee[] {
  const ownerId = claimantId ?? holder.ownerId;
  const queueId = state === 'pending' ? holder.queueId : undefined;
  return [...(ownerId === undefined ? [] : [{ ownerId }]), ...(queueId === undefined ? [] : [{ queueId }])];
}
