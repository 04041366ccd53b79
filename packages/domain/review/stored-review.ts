import { type Review, reviewSchema } from './review.ts';

/** What a reader can live with: a number beyond its bounds, and a member that it does not know. */
const TOLERABLE: ReadonlySet<string> = new Set(['too_big', 'too_small', 'unrecognized_keys']);

/** Thrown where a review would be kept that could not be read again. */
export class UnreadableReviewError extends Error {
  override readonly name = 'UnreadableReviewError';
}

/** @throws UnreadableReviewError */
export function requireReadable(review: Review): void {
  const { error } = reviewSchema().safeParse(JSON.parse(JSON.stringify(review)));
  const [issue] = error?.issues ?? [];
  if (issue === undefined) return;
  throw new UnreadableReviewError(`the review of ${review.month} at /${issue.path.join('/')}: ${issue.message}`);
}

/**
 * A review as it was kept, possibly by other rules than today's: it never changes, so it must stay readable.
 *
 * @throws ZodError
 */
export function readStoredReview(stored: unknown): Review {
  const { data, error } = reviewSchema().safeParse(stored);
  if (data !== undefined) return data;
  if (error.issues.every(({ code }) => TOLERABLE.has(code))) return stored as Review; // all members are there, of their types
  throw error;
}
