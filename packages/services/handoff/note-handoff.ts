import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Leaves a note in the timeline, also of a handoff that has ended. */
export async function noteHandoff(
  context: CallContext,
  id: string,
  { text }: { readonly text: string },
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(context, id, () => ({ command: { type: 'note', text } }), ifVersion);
}
