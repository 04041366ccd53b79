import type { ReprioritizeCommand } from '#domain/handoff/commands.ts';
import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Another priority, with the targets that the contract has for it. */
export async function reprioritizeHandoff(
  context: CallContext,
  id: string,
  change: Omit<ReprioritizeCommand, 'type'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(context, id, () => ({ command: { type: 'reprioritize', ...change } }), ifVersion);
}
