import { beforeEach, describe, expect, test } from 'vitest';
import type { CallContext } from '#services/context.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { assignWaiting } from '#services/routing/assign-waiting.ts';
import { deleteOwner } from '#services/routing/delete-owner.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { updateQueue } from '#services/routing/update-queue.ts';
import { NOON } from '../../api/support/test-app.ts';
import { processes } from '../support/processes.ts';
import { type Staff, staff } from '../support/staff.ts';

/** Two processes on one table, each with a memory of its own. */
let here: Staff;
let there: () => CallContext;
let ana: string;
let ben: string;
beforeEach(async () => {
  const process = processes();
  here = staff(process());
  there = process();
  [ana, ben] = [await here.owner({ name: 'Ana', capacity: 2 }), await here.owner({ name: 'Ben', capacity: 2 })];
});

const submit = (contractId: string) => here.submit(contractId);
const toAna = () => here.contract({ routing: { fallback: { ownerId: ana } } });

describe('what a process remembers of people does not decide:', () => {
  test.each([
    ['inactive', { active: false }],
    ['out of office', { outOfOffice: [{ from: NOON, to: '2099-01-01T00:00:00.000Z' as typeof NOON }] }],
    ['with room for nothing', { capacity: 0 }],
  ])('who was set %s a moment ago is given nothing more', async (_how, patch) => {
    const contractId = await toAna();
    expect((await submit(contractId)).holder.ownerId).toBe(ana);
    await updateOwner(there(), ana, patch);
    expect(await submit(contractId)).toMatchObject({ state: 'pending' });
  });

  test('nor is one who was removed, and what was submitted for them waits', async () => {
    const contractId = await toAna();
    const { id } = await submit(contractId);
    await acceptHandoff(here.context(), id, {});
    await completeHandoff(here.context(), id, { outcome: {} });
    await deleteOwner(there(), ana);
    expect(await submit(contractId)).toMatchObject({ state: 'pending', holder: {}, routing: { reason: 'unrouted' } });
  });

  test('a member of a queue who was changed is passed over for the next', async () => {
    const queueId = await here.queue({
      members: [
        { ownerId: ana, weight: 1 },
        { ownerId: ben, weight: 1 },
      ],
    });
    const contractId = await here.contract({ routing: { fallback: { queueId } } });
    const first = await submit(contractId);
    expect(first.holder.ownerId).toBe(ana);
    await updateOwner(there(), ben, { active: false });
    expect((await submit(contractId)).holder.ownerId).toBe(ana);
  });

  test.each(['round_robin', 'least_loaded'] as const)(
    'who was taken out of a queue (%s) is given nothing out of it any more, also if they were alone in it',
    async (strategy) => {
      const queueId = await here.queue({ strategy, members: [{ ownerId: ana, weight: 1 }] });
      const contractId = await here.contract({ routing: { fallback: { queueId } } });
      expect((await submit(contractId)).holder.ownerId).toBe(ana);
      await updateQueue(there(), queueId, { members: [{ ownerId: ben, weight: 1 }] });
      expect((await submit(contractId)).holder.ownerId).toBe(ben);
      await updateQueue(there(), queueId, { members: [{ ownerId: ana, weight: 1 }] });
      expect((await submit(contractId)).holder.ownerId).toBe(ana);
    },
  );

  test('what waits is not given to them either', async () => {
    const queueId = await here.queue({ members: [{ ownerId: ana, weight: 1 }] });
    const contractId = await here.contract({ routing: { fallback: { queueId } } });
    const [first] = [await submit(contractId), await submit(contractId)];
    const { id } = await submit(contractId);
    await updateOwner(there(), ana, { capacity: 1 });
    await acceptHandoff(there(), first.id, {});
    await completeHandoff(there(), first.id, { outcome: {} });
    expect(await assignWaiting(here.context(), id)).toBe('waiting');
  });
});

describe('an owner who is being removed', () => {
  test('stays while anything is with them, however short a time', async () => {
    const contractId = await toAna();
    const { id } = await submit(contractId);
    await expect(deleteOwner(here.context(), ana)).rejects.toMatchObject({
      code: 'in_use',
      extensions: { handoffs: [id] },
    });
  });

  test('is not given what is submitted at that moment: one of the two goes through', async () => {
    const contractId = await toAna();
    const { handoffs } = here.context().stores;
    const context = there();
    const create = context.stores.handoffs.create.bind(context.stores.handoffs);
    context.stores.handoffs.create = async (...args) => {
      await deleteOwner(here.context(), ana).catch(() => undefined);
      return create(...args);
    };
    const subject = { type: 'account', id: 'acme' };
    const { id } = await submitHandoff(context, { contractId, subject, packet: {} });
    expect((await handoffs.get(id))?.holder.ownerId).toBeUndefined();
    expect(await here.context().stores.owners.get(ana)).toBeUndefined();
  });

  test('is not reassigned to, nor can they claim, between being looked at and being written', async () => {
    const queueId = await here.queue({ strategy: 'manual', members: [] });
    const contractId = await here.contract({ routing: { fallback: { queueId } } });
    const { id } = await submit(contractId);
    const context = there();
    const commit = context.stores.handoffs.commit.bind(context.stores.handoffs);
    context.stores.handoffs.commit = async (...args) => {
      await deleteOwner(here.context(), ana).catch(() => undefined);
      return commit(...args);
    };
    const to = { ownerId: ana };
    await expect(reassignHandoff(context, id, { to, reason: 'Hers', misroute: false })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    expect((await here.context().stores.handoffs.get(id))?.state).toBe('pending');
  });
});
