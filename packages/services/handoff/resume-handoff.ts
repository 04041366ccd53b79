import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Sets going again the clocks that a pause has stopped. */
export async function resumeHandoff(context: CallContext, id: string, ifVersion?: number): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(context, id, () => ({ command: { type: 'resume' } }), ifVersion);
}
