import { REVIEW_ACTOR } from '#domain/actor.ts';
import { dayOf } from '#domain/metrics/day.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import { MONTH_WANTED, type Month, monthOfDay, monthSchema } from '#domain/review/month.ts';
import type { Review } from '#domain/review/review.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import { type ProvisionalBecause, type Standing, standingOf } from '#domain/review/standing.ts';
import { requireReadable } from '#domain/review/stored-review.ts';
import type { Tenant } from '#domain/tenancy/tenant.ts';
import { configurationCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';
import { gatherReview } from './gather.ts';

/** The month that a path names. @throws DomainError `validation_failed` */
export function readMonth(text: string): Month {
  const { data: month } = monthSchema().safeParse(text);
  if (month !== undefined) return month;
  throw invalid({ pointer: '/path/month', code: 'invalid_month', message: MONTH_WANTED });
}

/**
 * The review of a month: as it was frozen, where it was; otherwise made at this moment, and frozen if the month is over.
 * However many make it at once, one is kept and announced, and all are answered that one.
 *
 * @throws DomainError `not_found` for months that the tenant has not had
 */
export async function reviewMonth(context: TenantContext, tenant: Tenant, month: Month): Promise<Review> {
  const { reviews } = context.stores;
  const { review, kept } = await lookAtMonth(context, tenant, month);
  if (kept || review.provisional) return review;
  requireReadable(review);
  const announcing = configurationCommit(
    configurationEvent({ ...context, actor: REVIEW_ACTOR }, 'review.ready', announcementOf(review)),
  );
  if (await reviews.freeze(review, [announcing])) return review;
  const others = await reviews.get(month);
  // neither kept by us nor by others: whoever asked is to ask again, so that it is not taken for kept
  if (others === undefined) throw new Error(`the review of ${month} could not be kept`);
  return others;
}

/** The same, without keeping it. @throws DomainError `not_found` for months that the tenant has not had */
export async function lookAtMonth(
  context: TenantContext,
  tenant: Tenant,
  month: Month,
): Promise<{ readonly review: Review; readonly kept: boolean }> {
  const kept = await context.stores.reviews.get(month);
  if (kept !== undefined) return { review: kept, kept: true };
  const because = whyProvisional(standingOf(month, tenant, context.mode, context.now), month, tenant);
  return { review: reviewOf(await gatherReview(context, month, tenant, because)), kept: false };
}

/** @throws DomainError `not_found` */
function whyProvisional(
  standing: Standing,
  month: Month,
  { createdAt, timezone }: Tenant,
): ProvisionalBecause | undefined {
  switch (standing) {
    case 'to_come':
      throw new DomainError('not_found', `The month ${month} is still to come.`);
    case 'before_tenant': {
      const first = monthOfDay(dayOf(createdAt, timezone));
      throw new DomainError('not_found', `There is no review of ${month}: the tenant began in ${first}.`);
    }
    case 'over':
      return undefined;
    case 'running':
    case 'settling':
    case 'test_clocks':
      return standing;
  }
}

function announcementOf({ month, timeZone, summary, contracts, suggestions }: Review) {
  const [first] = suggestions;
  return {
    month,
    timeZone,
    review: `/v1/reviews/${month}`,
    submitted: summary.submitted,
    breached: summary.breached,
    attainment: summary.attainment.raw,
    contractsBelowTarget: contracts.filter(({ belowTarget }) => belowTarget).length,
    suggestions: suggestions.length,
    ...(first === undefined ? {} : { firstSuggestion: first.title }),
  };
}
