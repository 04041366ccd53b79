import { beforeEach, describe, expect, test } from 'vitest';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { assignWaiting } from '#services/routing/assign-waiting.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
let ana: string;
let ben: string;
let cleo: string;
beforeEach(async () => {
  team = staff();
  [ana = '', ben = '', cleo = ''] = [await team.owner(), await team.owner(), await team.owner()];
});

const queueOf = (...owners: string[]) => team.queue({ members: owners.map((ownerId) => ({ ownerId, weight: 1 })) });
const contractTo = (queueId: string) => team.contract({ routing: { fallback: { queueId } } });
const rejectAsMisrouted = (id: string) =>
  rejectHandoff(team.context(), id, { reason: 'wrong_team', criteria: [], fields: [] });
const turnsOf = async (queueId: string) =>
  (await team.context().stores.routing.turns(queueId, { consistent: true })).turns;

describe('a rejection by the wrong owner', () => {
  test('goes to the next of the queue, and who had it wrongly is the next to be given one', async () => {
    const contractId = await contractTo(await queueOf(ana, ben, cleo));
    const { id, holder } = await team.submit(contractId);
    expect(holder.ownerId).toBe(ana);
    expect((await rejectAsMisrouted(id)).holder.ownerId).toBe(ben);
    const next = [await team.submit(contractId), await team.submit(contractId), await team.submit(contractId)];
    expect(next.map((each) => each.holder.ownerId)).toEqual([ana, cleo, ana]);
  });

  test('leaves the turns as if the wrong owner had been passed over', async () => {
    const queueId = await queueOf(ana, ben, cleo);
    const { id } = await team.submit(await contractTo(queueId));
    await rejectAsMisrouted(id);
    expect(await turnsOf(queueId)).toEqual({ [ben]: -1 });
  });

  test('gives the turn back although it goes to somebody outside of the queue, or back to the sender', async () => {
    const queueId = await queueOf(ana, ben);
    const routing = { rules: [{ id: 'all', when: 'true', assign: { queueId }, fallback: { ownerId: cleo } }] };
    const contractId = await team.contract({ routing });
    await updateOwner(team.context(), ben, { active: false });
    const { id } = await team.submit(contractId);
    expect(await turnsOf(queueId)).toEqual({ [ana]: -1 });
    expect((await rejectAsMisrouted(id)).holder.ownerId).toBe(cleo);
    expect(await turnsOf(queueId)).toEqual({});
    const other = await team.submit(contractId);
    await updateOwner(team.context(), cleo, { active: false });
    expect((await rejectAsMisrouted(other.id)).state).toBe('pending');
    expect(await turnsOf(queueId)).toEqual({});
  });

  test('waits for somebody else, and is never given to the same one again while it waits', async () => {
    const queueId = await queueOf(ana, ben);
    await updateOwner(team.context(), ben, { active: false });
    const { id } = await team.submit(await contractTo(queueId));
    expect(await rejectAsMisrouted(id)).toMatchObject({ state: 'pending', holder: { queueId } });
    expect(await assignWaiting(team.context(), id)).toBe('waiting');
    await updateOwner(team.context(), ben, { active: true });
    expect(await assignWaiting(team.context(), id)).toBe('assigned');
    expect((await team.context().stores.handoffs.get(id))?.holder).toMatchObject({ ownerId: ben, queueId });
  });

  test('goes back to the sender where there is neither anybody else nor a queue, and the second time in an attempt', async () => {
    const alone = await team.submit(await team.contract({ routing: { fallback: { ownerId: ana } } }));
    expect((await rejectAsMisrouted(alone.id)).state).toBe('rejected');
    const { id } = await team.submit(await contractTo(await queueOf(ana, ben, cleo)));
    expect((await rejectAsMisrouted(id)).state).toBe('assigned');
    expect((await rejectAsMisrouted(id)).state).toBe('rejected');
  });
});

describe('reassigning to a queue', () => {
  const to = (id: string, queueId: string, misroute = false) =>
    reassignHandoff(team.context(), id, { to: { queueId }, reason: 'On leave', misroute });

  test('gives it to a member at once, and not to the present holder', async () => {
    const { id } = await team.submit(await team.contract({ routing: { fallback: { ownerId: ana } } }));
    const queueId = await queueOf(ana, ben);
    expect(await to(id, queueId)).toMatchObject({
      state: 'assigned',
      holder: { ownerId: ben, queueId },
      routing: { reason: 'request' },
    });
    const [decision] = await team.context().stores.handoffs.decisions(id, 1);
    expect(decision?.trace).toMatchObject({
      considered: [
        { assignee: { queueId }, via: 'request', members: [{ ownerId: ana, availability: 'excluded' }, {}] },
      ],
      outcome: { kind: 'assigned', ownerId: ben, reason: 'request' },
    });
  });

  test('waits there where no other member is available, and is given out of that queue alone', async () => {
    const { id } = await team.submit(await team.contract({ routing: { fallback: { ownerId: ana } } }));
    const queueId = await queueOf(ana, ben);
    await updateOwner(team.context(), ben, { active: false });
    expect(await to(id, queueId)).toMatchObject({ state: 'pending', holder: { queueId } });
    expect(await assignWaiting(team.context(), id)).toBe('waiting');
    await updateOwner(team.context(), ben, { active: true });
    expect(await assignWaiting(team.context(), id)).toBe('assigned');
    expect((await team.context().stores.handoffs.get(id))?.holder.ownerId).toBe(ben);
  });

  test('waits for a claim where the queue is manual', async () => {
    const { id } = await team.submit(await team.contract({ routing: { fallback: { ownerId: ana } } }));
    const queueId = await team.queue({ strategy: 'manual', members: [] });
    const moved = await to(id, queueId);
    expect(moved).toMatchObject({ state: 'pending', holder: { queueId } });
    expect(moved).not.toHaveProperty('routeAgainAt');
  });

  test('as misrouted gives the turn of the queue that it came from back', async () => {
    const first = await queueOf(ana, ben);
    const { id } = await team.submit(await contractTo(first));
    expect(await turnsOf(first)).toEqual({ [ana]: -1 });
    await to(id, await queueOf(cleo), true);
    expect(await turnsOf(first)).toEqual({});
  });
});
