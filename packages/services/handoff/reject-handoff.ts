import type { RejectCommand } from '#domain/handoff/commands.ts';
import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Back to the sender with what is at fault; a procedural rejection goes on to the contract's fallback. */
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
    (_state, { terms }) => {
      const { fallback } = terms.body.routing;
      const owners = fallback !== undefined && 'ownerId' in fallback ? [fallback.ownerId] : [];
      return { command: { type: 'reject', ...rejection }, owners };
    },
    ifVersion,
  );
}
