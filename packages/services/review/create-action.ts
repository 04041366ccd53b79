import { DomainError } from '#domain/problem.ts';
import { type Action, type ActionInput, MAX_ACTIONS } from '#domain/review/action.ts';
import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { auditChange } from '../tenancy/audit-change.ts';
import { findOwnTenant } from '../tenancy/own-tenant.ts';
import { requireActionReferences } from './action-references.ts';
import { lookAtMonth, readMonth } from './review-month.ts';

/**
 * Notes what was decided in the review of a month.
 *
 * @throws DomainError `insufficient_scope`, `not_found` for months without a review, `validation_failed`, `limit_reached`
 */
export async function createAction(context: CallContext, path: string, input: ActionInput): Promise<Action> {
  requireScope(context, 'contracts:write');
  const { stores, now, newId } = context;
  const month = readMonth(path);
  const tenant = await findOwnTenant(context);
  const { review } = await lookAtMonth(context, tenant, month);
  await requireActionReferences(context, input, review);
  const id = newId('act');
  const action: Action = { ...input, id, version: 1, month, status: 'open', createdAt: now, updatedAt: now };
  const entry = auditChange(context, { kind: 'review action', id, done: 'created', after: action });
  const result = await stores.reviews.createAction(action, MAX_ACTIONS, [entry]);
  if (result === 'contended') throw concurrentUpdate('review action', id);
  if (result === 'created') return action;
  const message = `A review leads to at most ${MAX_ACTIONS} actions; go on with one that is there.`;
  throw new DomainError('limit_reached', message, { extensions: { limit: MAX_ACTIONS, current: MAX_ACTIONS } });
}
