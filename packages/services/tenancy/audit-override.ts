import type { Placement } from '#storage/placement.ts';
import type { CallContext } from '../context.ts';
import { auditChange } from './audit-change.ts';

/**
 * Goes with a command for which the scope `handoffs:override` was used, and with nothing else. The timeline of the handoff
 * has it too; here it is found among all that was done by special right.
 */
export function auditOverride(
  context: CallContext,
  handoffId: string,
  command: string,
  override: { readonly reason?: string | undefined } | undefined,
): Pick<Placement, 'audit'> {
  if (override === undefined) return {};
  const { reason } = override;
  const why = reason === undefined ? {} : { reason };
  const audited = { kind: 'handoff', id: handoffId, done: 'overridden', after: { command }, ...why };
  return { audit: auditChange(context, audited) };
}
