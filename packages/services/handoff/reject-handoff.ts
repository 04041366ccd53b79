import type { RejectCommand } from '#domain/handoff/commands.ts';
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
    (_state, { terms }) => {
      const { fallback } = terms.body.routing;
      return { command: { type: 'reject', ...rejection }, asks: fallback === undefined ? [] : [fallback] };
    },
    ifVersion,
  );
}
