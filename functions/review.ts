import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { reviewRequestSchema } from '#runtime/messages.ts';
import { createReviewDesk } from '#runtime/reviews.ts';
import { workReview } from '#services/review/work-review.ts';

const { enter, desk } = createReviewDesk(process.env);

/** Keeps the review of a month that is over, and the schedule that asks for the next. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: reviewRequestSchema,
    groupOf: ({ tenantId, mode, work }) => `${work} ${tenantId} ${mode}`,
    work: ([request]) => workReview(enter(request), desk, request),
  });
}
