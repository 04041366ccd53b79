import type { Assignee } from '#domain/contract/body.ts';
import type { RejectCommand } from '#domain/handoff/commands.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Back to the sender with what is at fault; a procedural rejection goes on to the contract's fallback, if that is available. */
export async function rejectHandoff(
  context: CallContext,
  id: string,
  rejection: Omit<RejectCommand, 'type'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(
    context,
    id,
    (state, { terms }) => ({ command: { type: 'reject', ...rejection }, asks: askedBy(state, terms) }),
    ifVersion,
  );
}

/** Where a wrong owner's handoff goes on to; after the last attempt both sides are told, and their managers. */
function askedBy({ attempt, sender, holder }: Handoff, { body }: Terms): Assignee[] {
  const { fallback } = body.routing;
  const sides = attempt < body.maxAttempts ? [] : [sender?.ownerId, holder.ownerId];
  const owners = sides.flatMap((ownerId) => (ownerId === undefined ? [] : [{ ownerId }]));
  return [...(fallback === undefined ? [] : [fallback]), ...owners];
}
