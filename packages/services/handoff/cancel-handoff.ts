import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Ends a handoff that is not wanted any more; its clocks end with it. */
export async function cancelHandoff(
  context: CallContext,
  id: string,
  { reason }: { readonly reason: string },
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(context, id, () => ({ command: { type: 'cancel', reason } }), ifVersion);
}
