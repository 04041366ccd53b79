import type { BatonClient } from '../../../packages/sdk/index.ts';
import { FIX_AFTER_MONTHS } from '../plan/plan.ts';
import type { Company } from './company.ts';

/** What the review before the fix led to, and the version that shipped it. */
export async function noteAction(client: BatonClient, { contract }: Company, months: readonly string[]): Promise<void> {
  const month = months[FIX_AFTER_MONTHS - 1];
  const next = months[FIX_AFTER_MONTHS];
  if (month === undefined || next === undefined) return;
  const contractId = contract('onboardings');
  const body = {
    title: 'Require the stakeholder map',
    assignee: 'RevOps',
    dueOn: `${next}-01`,
    contractId,
    suggestionId: `require_field:${contractId}:/stakeholders`,
  };
  const action = await client.post('/v1/reviews/{month}/actions', { path: { month }, body });
  const path = { month, actionId: action.id };
  await client.patch('/v1/reviews/{month}/actions/{actionId}', { path, body: { status: 'done', contractVersion: 2 } });
}
