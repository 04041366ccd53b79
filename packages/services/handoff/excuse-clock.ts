import type { ExcuseCommand } from '#domain/handoff/commands.ts';
import { type CallContext, requireScope } from '../context.ts';
import { auditOverride } from '../tenancy/audit-override.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

/** Marks the breach of a clock as not to be held against anybody; reports show both. */
export async function excuseClock(
  context: CallContext,
  id: string,
  excuse: Omit<ExcuseCommand, 'type'>,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:override');
  const { reason, ...members } = excuse;
  const plan = () => ({
    command: { type: 'excuse' as const, ...excuse },
    placement: auditOverride(context, id, 'excuse', { reason, members }),
  });
  return commandHandoff(context, id, plan, ifVersion);
}
