import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** By the assigned owner, or by whoever claims it; of two simultaneous claims one wins. */
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
      owners: [ownerId ?? state.holder.ownerId],
    }),
    ifVersion,
  );
}
