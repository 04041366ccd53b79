import type { RetargetCommand } from '#domain/handoff/commands.ts';
import { type CallContext, requireScope } from '../context.ts';
import { auditOverride } from '../tenancy/audit-override.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Another target for one clock of this handoff alone. */
export async function retargetClock(
  context: CallContext,
  id: string,
  change: Omit<RetargetCommand, 'type'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:override');
  const plan = () => ({
    command: { type: 'retarget' as const, ...change },
    placement: auditOverride(context, id, 'retarget', { members: change }),
  });
  return commandHandoff(context, id, plan, ifVersion);
}
