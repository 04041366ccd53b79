import { beforeEach, expect, test } from 'vitest';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { resubmitHandoff } from '#services/handoff/resubmit-handoff.ts';
import { assignWaiting } from '#services/routing/assign-waiting.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
let owners: string[];
let queueId: string;
let contractId: string;
beforeEach(async () => {
  team = staff();
  owners = [await team.owner(), await team.owner()];
  queueId = await team.queue({ members: owners.map((ownerId) => ({ ownerId, weight: 1 })) });
  contractId = await team.contract({ routing: { fallback: { queueId } } });
});

const WRONG = { reason: 'wrong_team', criteria: [], fields: [] };
const toQueue = (id: string) =>
  reassignHandoff(team.context(), id, { to: { queueId }, reason: 'Not mine either', misroute: true });

/** Submits, and has both members give it back. */
async function refusedByBoth(): Promise<string> {
  const { id } = await team.submit(contractId);
  const second = await rejectHandoff(team.context(), id, WRONG);
  expect(second.holder.ownerId).toBe(owners[1]);
  expect(await toQueue(id)).toMatchObject({ state: 'pending', holder: { queueId } });
  return id;
}

test('a handoff is given back to nobody it was taken from in this attempt: it waits for somebody else', async () => {
  const id = await refusedByBoth();
  expect(await assignWaiting(team.context(), id)).toBe('waiting');
});

test('whoever claims it may have it all the same, or is given it by hand', async () => {
  const [claimed, given] = [await refusedByBoth(), await refusedByBoth()];
  const [ana = ''] = owners;
  expect((await acceptHandoff(team.context(), claimed, { ownerId: ana })).state).toBe('accepted');
  const request = { to: { ownerId: ana }, reason: 'As agreed', misroute: false };
  expect((await reassignHandoff(team.context(), given, request)).holder.ownerId).toBe(ana);
});

test('the next attempt begins anew, and may go to either', async () => {
  const { id } = await team.submit(contractId);
  await rejectHandoff(team.context(), id, WRONG);
  await rejectHandoff(team.context(), id, { reason: 'missing_goals', criteria: [], fields: ['/goals'] });
  const again = await resubmitHandoff(team.context(), id, { packet: { goals: 'Live by May' } });
  expect(owners).toContain(again.holder.ownerId);
});
