import type { PauseCommand } from '#domain/handoff/commands.ts';
import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Stops clocks for a reason of the contract, until it is resumed or its time is up. */
export async function pauseHandoff(
  context: CallContext,
  id: string,
  { reason, resumeBy }: Omit<PauseCommand, 'type'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(context, id, () => ({ command: { type: 'pause', reason, resumeBy } }), ifVersion);
}
