import { type Action, type ActionPatch, patchAction } from '#domain/review/action.ts';
import { type CallContext, concurrentUpdate, notFound, requireScope, staleVersion } from '../context.ts';
import { auditChange } from '../tenancy/audit-change.ts';
import { findOwnTenant } from '../tenancy/own-tenant.ts';
import { requireActionReferences } from './action-references.ts';
import { lookAtMonth, readMonth } from './review-month.ts';

/**
 * Changes the members of `patch` that are there; those that are null are taken away.
 *
 * @throws DomainError `insufficient_scope`, `not_found`, `validation_failed`, `concurrent_update`
 */
export async function updateAction(
  context: CallContext,
  path: { readonly month: string; readonly id: string },
  patch: ActionPatch,
  ifVersion?: number,
): Promise<Action> {
  requireScope(context, 'contracts:write');
  const { stores, now } = context;
  const month = readMonth(path.month);
  const before = await stores.reviews.getAction(month, path.id);
  if (before === undefined) throw notFound('review action', path.id);
  if (ifVersion !== undefined && ifVersion !== before.version)
    throw staleVersion('review action', path.id, before.version);
  const review =
    typeof patch.suggestionId === 'string'
      ? await lookAtMonth(context, await findOwnTenant(context), month)
      : undefined;
  await requireActionReferences(context, patch, review?.review, before);
  const after = patchAction(before, patch, now);
  const entry = auditChange(context, { kind: 'review action', id: after.id, done: 'updated', before, after });
  if (!(await stores.reviews.saveAction(after, [entry]))) throw concurrentUpdate('review action', path.id);
  return after;
}
