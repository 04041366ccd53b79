import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { Instant } from '#domain/instant.ts';
import type { Action } from '#domain/review/action.ts';
import { type ReviewView, viewReview } from '#services/review/get-review.ts';
import { CONTRACT, ofVersion } from '../../domain/review/sample-month.ts';
import { OCTOBER_IS_OVER, ReviewedTenant } from './reviewed-tenant.ts';

const SUGGESTION = `qualify_earlier:${CONTRACT}`;

async function decide(tenant: ReviewedTenant, id: string, changes: Partial<Action>): Promise<void> {
  const at = OCTOBER_IS_OVER;
  const action: Action = {
    id,
    version: 1,
    month: '2026-10',
    title: id,
    status: 'open',
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
  await tenant.system.context().stores.reviews.createAction(action, 100, []);
}

async function read({ system, tenant }: ReviewedTenant): Promise<ReviewView> {
  if (tenant === undefined) throw new Error('the tenant is gone');
  return viewReview(system.context(), tenant, '2026-10');
}

async function reviewed(): Promise<ReviewedTenant> {
  const tenant = new ReviewedTenant();
  await tenant.count([ofVersion('2026-10-05', { counts: { submitted: 40, completed: 10, cancelled: 10 } })]);
  await decide(tenant, 'act_old', { month: '2026-08', dueOn: '2026-10-31', suggestionId: SUGGESTION });
  await decide(tenant, 'act_done', { month: '2026-09', status: 'done' });
  await decide(tenant, 'act_own', {});
  await decide(tenant, 'act_next', { month: '2026-11' });
  return tenant;
}

test('a review shows what earlier ones decided and nobody closed, and not what later ones did', async () => {
  const tenant = await reviewed();
  const { actions, earlierActions, earlierActionsOmitted } = await read(tenant);
  expect(actions.map(({ id }) => id)).toEqual(['act_own']);
  expect(earlierActions).toMatchObject([{ id: 'act_old', month: '2026-08', overdue: true }]);
  expect(earlierActionsOmitted).toBe(0);
});

test('what was due is overdue from the next day on, also in a review that was kept before', async () => {
  const tenant = await reviewed();
  await decide(tenant, 'act_due', { month: '2026-09', dueOn: '2026-11-05' });
  const overdue = async (now: string) => {
    tenant.system.clock.now = now as Instant;
    const { asOf, earlierActions } = await read(tenant);
    return [asOf, earlierActions.find(({ id }) => id === 'act_due')?.overdue];
  };
  expect(await overdue(OCTOBER_IS_OVER)).toEqual([OCTOBER_IS_OVER, false]);
  expect(await overdue('2026-11-05T23:59:00.000Z')).toEqual([OCTOBER_IS_OVER, false]);
  expect(await overdue('2026-11-06T00:00:00.000Z')).toEqual([OCTOBER_IS_OVER, true]);
});

test('open actions of earlier months are all counted, in however many pages the table has them', async () => {
  const tenant = await reviewed();
  for (let index = 0; index < 25; index++) await decide(tenant, `act_${index}`, { month: '2026-09' });
  tenant.system.intercept = (command) => {
    if (command instanceof QueryCommand) Object.assign(command.input, { Limit: Math.min(command.input.Limit ?? 7, 7) });
  };
  const { earlierActions, earlierActionsOmitted } = await read(tenant);
  expect([earlierActions.length, earlierActionsOmitted, earlierActions[0]?.id]).toEqual([20, 6, 'act_old']);
});

test('a suggestion that was decided on says so, also in a review that is kept, whose figures stay', async () => {
  const tenant = await reviewed();
  const { stores } = tenant.system.context();
  const first = await read(tenant);
  expect(first.suggestions).toMatchObject([
    { id: SUGGESTION, action: { id: 'act_old', month: '2026-08', status: 'open' } },
  ]);
  const kept = await stores.reviews.get('2026-10');
  expect(kept?.suggestions[0]).not.toHaveProperty('action');
  expect(kept?.summary).not.toHaveProperty('handoffs');
  await decide(tenant, 'act_own_2', { suggestionId: SUGGESTION });
  const again = await read(tenant);
  expect(again.suggestions[0]?.action).toMatchObject({ id: 'act_own_2', month: '2026-10' });
  expect(again.summary).toEqual(first.summary);
});
