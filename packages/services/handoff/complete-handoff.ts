import { evaluateCriteria } from '#domain/contract/criteria.ts';
import { allowedCommands } from '#domain/handoff/allowed.ts';
import { checkOutcomeSize } from '#domain/handoff/outcome.ts';
import type { Override } from '#domain/handoff/parts.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { DomainError } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import { auditOverride } from '../tenancy/audit-override.ts';
import { commandHandoff } from './command.ts';
import { unmetCriteria } from './readiness.ts';
import type { HandoffView } from './view.ts';

export interface Completion {
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly override?: Override | undefined;
}

/** Done: the exit criteria hold over the outcome, or the key may override them. */
export async function completeHandoff(
  context: CallContext,
  id: string,
  { outcome, override }: Completion,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  if (override !== undefined) requireScope(context, 'handoffs:override');
  const oversize = checkOutcomeSize(outcome);
  if (oversize.length > 0) {
    throw new DomainError('payload_too_large', 'The outcome is too large.', { violations: oversize });
  }
  return commandHandoff(
    context,
    id,
    async (state, compiled) => {
      if (override === undefined) await requireExitCriteria(context, state, compiled, outcome);
      const placement = auditOverride(context, id, 'complete', override);
      return { command: { type: 'complete', outcome, ...(override === undefined ? {} : { override }) }, placement };
    },
    ifVersion,
  );
}

async function requireExitCriteria(
  { stores }: CallContext,
  state: Handoff,
  { terms, exitCriteria }: CompiledTerms,
  outcome: Completion['outcome'],
): Promise<void> {
  // what the state forbids is refused as such by the decision, not as a matter of criteria
  if (exitCriteria.length === 0 || !allowedCommands(state, terms).includes('complete')) return;
  const { id, subject, attempt, priority, packetRevision } = state;
  const packet = await stores.handoffs.getPacket(id, packetRevision);
  const results = evaluateCriteria(exitCriteria, { packet, subject, handoff: { id, attempt, priority }, outcome });
  const violations = unmetCriteria(terms.body.exitCriteria, exitCriteria, results, 'outcome');
  if (violations.length > 0) {
    throw new DomainError('exit_criteria_unmet', 'The handoff is not done: exit criteria are unmet.', { violations });
  }
}
