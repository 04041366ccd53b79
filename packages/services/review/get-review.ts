import { dayOf } from '#domain/metrics/day.ts';
import { type Action, MAX_ACTIONS } from '#domain/review/action.ts';
import { decisionsOn, type EarlierAction, stillOpen } from '#domain/review/decided.ts';
import type { Month } from '#domain/review/month.ts';
import type { Review } from '#domain/review/review.ts';
import { withLinks } from '#domain/review/review-links.ts';
import type { Tenant } from '#domain/tenancy/tenant.ts';
import { type CallContext, requireScope, type TenantContext } from '../context.ts';
import { findOwnTenant } from '../tenancy/own-tenant.ts';
import { type ActionEffect, effectsOf } from './compare-actions.ts';
import { readMonth, reviewMonth } from './review-month.ts';

/** Actions of earlier months that are looked at, the latest first. */
const EARLIER = 2_000;

/** A review with what was decided in it and before it, which goes on after it was frozen. */
export interface ReviewView extends Review {
  readonly actions: readonly (Action & { readonly effect?: ActionEffect })[];
  /** Of earlier months, and not closed. */
  readonly earlierActions: readonly EarlierAction[];
  readonly earlierActionsOmitted: number;
  /** Actions that a version ships whose effect was not looked at. */
  readonly effectsOmitted: number;
}

/** @throws DomainError `insufficient_scope`, `validation_failed`, `not_found` */
export async function getReview(context: CallContext, path: string): Promise<ReviewView> {
  requireScope(context, 'metrics:read');
  const month = readMonth(path);
  return viewReview(context, await findOwnTenant(context), month);
}

/** @throws DomainError `not_found` for months that the tenant has not had */
export async function viewReview(context: TenantContext, tenant: Tenant, month: Month): Promise<ReviewView> {
  const { stores } = context;
  const [review, actions, earlier] = await Promise.all([
    reviewMonth(context, tenant, month),
    stores.reviews.actions(month, MAX_ACTIONS),
    stores.reviews.actionsBefore(month, EARLIER),
  ]);
  const { effects, omitted } = await effectsOf(context, actions, tenant.timezone);
  const { shown, omitted: more } = stillOpen(earlier, dayOf(context.now, tenant.timezone));
  return {
    ...decidedIn(withLinks(review), [...earlier, ...actions]),
    actions: actions.map((action) => {
      const effect = effects.get(action.id);
      return effect === undefined ? action : { ...action, effect };
    }),
    earlierActions: shown,
    earlierActionsOmitted: more,
    effectsOmitted: omitted,
  };
}

/** With the action that follows each suggestion, so that none stands there as if it were new. */
function decidedIn(review: Review, actions: readonly Action[]): Review {
  const decisions = decisionsOn(actions);
  const suggestions = review.suggestions.map((suggestion) => {
    const action = decisions.get(suggestion.id);
    return action === undefined ? suggestion : { ...suggestion, action };
  });
  return { ...review, suggestions };
}
