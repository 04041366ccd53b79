import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Something that the contract waits for has happened now; the clocks that wait for it stop, or begin. */
export async function reachMilestone(
  context: CallContext,
  id: string,
  { name }: { readonly name: string },
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(context, id, () => ({ command: { type: 'milestone', name } }), ifVersion);
}
