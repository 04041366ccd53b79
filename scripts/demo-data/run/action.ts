import type { BatonClient } from '../../../packages/sdk/index.ts';
import type { Reviewed } from '../findings.ts';
import { FIX_AFTER_MONTHS } from '../plan/plan.ts';
import type { Company } from './company.ts';

/** What the review before the fix led to, and the version that shipped it. `reviews`: in the order of their months. */
export async function noteAction(
  client: BatonClient,
  { contract }: Pick<Company, 'contract'>,
  reviews: readonly Reviewed[],
): Promise<void> {
  const review = reviews[FIX_AFTER_MONTHS - 1];
  const next = reviews[FIX_AFTER_MONTHS]?.month;
  if (review === undefined || next === undefined) return;
  const { month } = review;
  const contractId = contract('onboardings');
  const action = await client.post('/v1/reviews/{month}/actions', {
    path: { month },
    body: {
      title: 'Require the stakeholder map',
      assignee: 'RevOps',
      dueOn: `${next}-01`,
      contractId,
      ...suggestedBy(review, `require_field:${contractId}:/stakeholders`),
    },
  });
  const path = { month, actionId: action.id };
  await client.patch('/v1/reviews/{month}/actions/{actionId}', { path, body: { status: 'done', contractVersion: 2 } });
}

/** A review of few handoffs suggests nothing, and an action may follow only what its review suggests. */
function suggestedBy({ suggestions }: Reviewed, suggestionId: string): { readonly suggestionId?: string } {
  return suggestions.some(({ id }) => id === suggestionId) ? { suggestionId } : {};
}
