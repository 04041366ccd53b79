import { expect, test, vi } from 'vitest';
import { listHandoffs } from '#services/handoff/list-handoffs.ts';
import { memoryDependencies } from '../../api/support/test-app.ts';
import { BIRTH } from '../../support/instants.ts';
import { HANDOFF } from '../support/test-system.ts';

const { handoffId, ...WHERE } = HANDOFF;

test('what is not found within the bound of one search is gone on for by the next page, not by this one', async () => {
  const principal = { ...WHERE, keyId: 'key_1', scopes: ['handoffs:read'] } as const;
  const context = memoryDependencies().contextFor(principal, BIRTH, 'req_1');
  const search = vi.spyOn(context.stores.handoffs, 'page').mockResolvedValue({ ids: [], reached: handoffId });
  const page = await listHandoffs(context, { state: ['rejected'] }, { limit: 25 });
  expect(search).toHaveBeenCalledTimes(1);
  expect(page).toEqual({ data: [], nextCursor: expect.any(String) });
});
