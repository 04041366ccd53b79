import type { Placement } from '#storage/placement.ts';
import type { CallContext } from '../context.ts';
import { auditChange } from './audit-change.ts';

/** What was done by the right to override, beside the command that it was done with. */
export interface OverrideSaid {
  readonly reason?: string | undefined;
  /** What else the command said, as the audit log is to show it. */
  readonly members?: object | undefined;
}

/**
 * Goes with a command for which the scope `handoffs:override` was used, and with nothing else. The timeline of the handoff
 * has it too; here it is found among all that was done by special right.
 */
export function auditOverride(
  context: CallContext,
  handoffId: string,
  command: string,
  override: OverrideSaid | undefined,
): Pick<Placement, 'audit'> {
  if (override === undefined) return {};
  const { reason, members } = override;
  const why = reason === undefined ? {} : { reason };
  const audited = { kind: 'handoff', id: handoffId, done: 'overridden', after: { command, ...members }, ...why };
  return { audit: auditChange(context, audited) };
}
