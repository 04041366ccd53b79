import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Ends an accepted handoff that has turned out not to be one; its clocks end with it. */
export async function disqualifyHandoff(
  context: CallContext,
  id: string,
  { reason }: { readonly reason: string },
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(context, id, () => ({ command: { type: 'disqualify', reason } }), ifVersion);
}
