import type { AcknowledgeCommand } from '#domain/handoff/commands.ts';
import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Says that somebody sees to an escalation: its step does not repeat any more, or not before its time-out. */
export async function acknowledgeEscalation(
  context: CallContext,
  id: string,
  acknowledgement: Omit<AcknowledgeCommand, 'type'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  const { ownerId } = acknowledgement;
  return commandHandoff(
    context,
    id,
    () => ({
      command: { type: 'acknowledge', ...acknowledgement },
      asks: ownerId === undefined ? [] : [{ ownerId }],
    }),
    ifVersion,
  );
}
