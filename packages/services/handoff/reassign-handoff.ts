import type { ReassignCommand } from '#domain/handoff/commands.ts';
import { type CallContext, requireScope } from '../context.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** To another owner or queue; the clocks go on, unless it had gone to the wrong one. @throws DomainError */
export async function reassignHandoff(
  context: CallContext,
  id: string,
  { to, reason, misroute }: Omit<ReassignCommand, 'type'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(
    context,
    id,
    () => ({ command: { type: 'reassign', to, reason, misroute }, asks: [to] }),
    ifVersion,
  );
}
