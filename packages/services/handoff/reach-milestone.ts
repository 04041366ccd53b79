import type { Instant } from '#domain/instant.ts';
import { invalid } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import { auditOverride } from '../tenancy/audit-override.ts';
import { commandHandoff } from './command.ts';
import type { HandoffView } from './view.ts';

export interface Milestone {
  readonly name: string;
  /** Now, if left out; earlier only with the scope `handoffs:override`. */
  readonly occurredAt?: Instant | undefined;
}

/** Something that the contract waits for has happened; the clocks that wait for it stop, or begin. */
export async function reachMilestone(
  context: CallContext,
  id: string,
  { name, occurredAt }: Milestone,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  return commandHandoff(
    context,
    id,
    (_state, _compiled, now) => {
      const backdated = occurredAt !== undefined && occurredAt < now;
      if (backdated) requireBackdating(context);
      const placement = auditOverride(
        context,
        id,
        'milestone',
        backdated ? { members: { name, occurredAt } } : undefined,
      );
      return { command: { type: 'milestone', name, ...(occurredAt === undefined ? {} : { occurredAt }) }, placement };
    },
    ifVersion,
  );
}

/** A clock that is stopped in the past may be in time although nobody saw it: that takes a key that may override. */
function requireBackdating({ principal }: CallContext): void {
  if (principal.scopes.includes('handoffs:override')) return;
  const message = 'Only a key with the scope handoffs:override may report what lies in the past; leave it out for now.';
  throw invalid({ pointer: '/occurredAt', code: 'backdating_not_allowed', message });
}
