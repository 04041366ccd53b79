import type { Review } from '#domain/review/review.ts';
import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';

/** What a list tells of a review. */
export type ReviewBrief = Pick<Review, 'month' | 'mode' | 'timeZone' | 'asOf' | 'summary'> & {
  readonly contractsBelowTarget: number;
  readonly suggestions: number;
};

const MONTH_POSITION = /^\d{4}-\d{2}$/;
/** A review may be large: so many of them are read for a page at the most. */
const MOST = 12;

/** The reviews that are frozen, the latest first. @throws DomainError `insufficient_scope`, `validation_failed` */
export async function listReviews(context: CallContext, request: PageRequest): Promise<Page<ReviewBrief>> {
  requireScope(context, 'metrics:read');
  const { limit, ...range } = rangeOf(request, MONTH_POSITION);
  const { data, next } = await context.stores.reviews.list({ limit: Math.min(limit, MOST), ...range });
  return pageOf({ data: data.map(briefOf), ...(next === undefined ? {} : { next }) });
}

function briefOf({ month, mode, timeZone, asOf, summary, contracts, suggestions }: Review): ReviewBrief {
  const contractsBelowTarget = contracts.filter(({ belowTarget }) => belowTarget).length;
  return { month, mode, timeZone, asOf, summary, contractsBelowTarget, suggestions: suggestions.length };
}
