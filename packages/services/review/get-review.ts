import type { Action } from '#domain/review/action.ts';
import { MAX_ACTIONS } from '#domain/review/action.ts';
import type { Review } from '#domain/review/review.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type ActionEffect, effectsOf } from './compare-actions.ts';
import { readMonth, reviewMonth } from './review-month.ts';

/** A review with what was decided in it, which goes on after it was frozen. */
export interface ReviewView extends Review {
  readonly actions: readonly (Action & { readonly effect?: ActionEffect })[];
  /** Actions that a version ships whose effect was not looked at. */
  readonly effectsOmitted: number;
}

/** @throws DomainError `insufficient_scope`, `validation_failed`, `not_found` */
export async function getReview(context: CallContext, path: string): Promise<ReviewView> {
  requireScope(context, 'metrics:read');
  const month = readMonth(path);
  const tenant = await findDocument(context.account.tenant, 'tenant', context.tenantId);
  const [review, actions] = await Promise.all([
    reviewMonth(context, tenant, month),
    context.stores.reviews.actions(month, MAX_ACTIONS),
  ]);
  const { effects, omitted } = await effectsOf(context, actions, tenant.timezone);
  const withEffects = actions.map((action) => {
    const effect = effects.get(action.id);
    return effect === undefined ? action : { ...action, effect };
  });
  return { ...review, actions: withEffects, effectsOmitted: omitted };
}
