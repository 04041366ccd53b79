import { beforeEach, expect, test, vi } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import type { HandoffView } from '#services/handoff/view.ts';
import { assignWaiting } from '#services/routing/assign-waiting.ts';
import { type Staff, staff } from '../support/staff.ts';

// as if each submission came to a process of its own: nothing but the table tells them of each other
vi.mock('#services/routing/turn-locks.ts', () => ({
  TurnLocks: class {
    inTurn<T>(_key: string, work: (arrival: 'first') => Promise<T>): Promise<T> {
      return work('first');
    }
  },
}));

const CROWD = 60;

let team: Staff;
beforeEach(() => {
  team = staff();
});

async function crowded(owners: readonly string[]): Promise<{ queueId: string; submitted: HandoffView[] }> {
  const queueId = await team.queue({ members: owners.map((ownerId) => ({ ownerId, weight: 1 })) });
  const contractId = await team.contract({ routing: { fallback: { queueId } } });
  const submitted = await Promise.all(Array.from({ length: CROWD }, () => team.submit(contractId)));
  return { queueId, submitted };
}

const holdersOf = async (ids: readonly string[]) =>
  (await team.context().stores.handoffs.getMany(ids)).map(({ holder }) => holder.ownerId);

test('a crowd that no lock keeps in order is shared fairly: who finds no turn waits, and is routed again', async () => {
  const owners = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => team.owner()));
  const { queueId, submitted } = await crowded(owners);
  const waiting = submitted.filter(({ state }) => state === 'pending');
  for (const { holder, routeAgainAt } of waiting) {
    expect(holder.queueId).toBe(queueId);
    expect(routeAgainAt).toBe(addSeconds(team.clock.now, 30));
  }
  for (const { id } of waiting) expect(await assignWaiting(team.context(), id)).toBe('assigned');
  const holders = await holdersOf(submitted.map(({ id }) => id));
  const given = owners.map((ownerId) => holders.filter((holder) => holder === ownerId).length);
  expect(given.reduce((sum, each) => sum + each, 0)).toBe(CROWD);
  expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
});

test('a crowd before somebody who can take five gives them five, and keeps the others waiting', async () => {
  const owner = await team.owner({ capacity: 5 });
  const { submitted } = await crowded([owner]);
  const ids = submitted.map(({ id }) => id);
  for (const id of ids) await assignWaiting(team.context(), id);
  expect((await holdersOf(ids)).filter((holder) => holder === owner)).toHaveLength(5);
  expect((await team.context().stores.ownerLoads.getMany([owner])).get(owner)).toBe(5);
});
