import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import type { HandoffView } from '#services/handoff/view.ts';
import { drainWaiting } from '#services/routing/drain.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
let ownerId: string;
let queueId: string;
let contractId: string;
beforeEach(async () => {
  team = staff();
  ownerId = await team.owner({ capacity: 0 });
  queueId = await team.queue({ members: [{ ownerId, weight: 1 }] });
  contractId = await team.contract({ routing: { fallback: { queueId } } });
});

const submit = (to = contractId): Promise<HandoffView> => team.submit(to);
const drain = () => drainWaiting(team.context(), () => () => true);

async function room(capacity: number | null, after = 60): Promise<void> {
  team.clock.now = addSeconds(team.clock.now, after);
  await updateOwner(team.context(), ownerId, { capacity });
}

async function holderOf({ id }: HandoffView): Promise<string | undefined> {
  return (await team.context().stores.handoffs.get(id))?.holder.ownerId;
}

describe('room that has just become free', () => {
  test('is not given to what is submitted before the drain, but to what has waited for it', async () => {
    const waited = await submit();
    await room(1);
    const late = await submit();
    expect(late).toMatchObject({ state: 'pending', holder: { queueId } });
    expect(await drain()).toEqual({ assigned: 1 });
    expect([await holderOf(waited), await holderOf(late)]).toEqual([ownerId, undefined]);
  });

  test('and is enough for all is given to all by the drain', async () => {
    const waited = await submit();
    await room(5);
    const late = await submit();
    expect(await drain()).toEqual({ assigned: 2 });
    expect([await holderOf(waited), await holderOf(late)]).toEqual([ownerId, ownerId]);
    expect((await submit()).holder).toMatchObject({ ownerId });
  });
});

describe('what is submitted is assigned at once', () => {
  test('if there is so much room that what waits gets some of it as well', async () => {
    const waited = await submit();
    await room(50);
    expect((await submit()).holder).toMatchObject({ ownerId });
    await drain();
    expect(await holderOf(waited)).toBe(ownerId);
  });

  test('if nothing waits in the queue', async () => {
    await room(1);
    expect((await submit()).holder).toMatchObject({ ownerId });
  });

  test('if what waits came with it, in one crowd', async () => {
    await submit();
    await room(1, 5);
    expect((await submit()).holder).toMatchObject({ ownerId });
  });

  test('if there is room without end', async () => {
    await submit();
    await room(null);
    expect((await submit()).holder).toMatchObject({ ownerId });
  });

  test('if what waits was taken from whom it is given to', async () => {
    await room(1);
    const { id } = await submit();
    await reassignHandoff(team.context(), id, { to: { queueId }, reason: 'On leave', misroute: false });
    await room(1);
    expect((await submit()).holder).toMatchObject({ ownerId });
  });
});
