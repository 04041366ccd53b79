import { expect, test } from 'vitest';
import { type Staff, staff } from '../support/staff.ts';

/** How many of `count` simultaneous submissions to a queue each member was given, in the order of the members. */
async function shares(
  team: Staff,
  count: number,
  weights: readonly number[],
  strategy: 'round_robin' | 'weighted' | 'least_loaded',
): Promise<readonly number[]> {
  const owners = await Promise.all(weights.map(() => team.owner()));
  const members = owners.map((ownerId, index) => ({ ownerId, weight: weights[index] ?? 1 }));
  const contractId = await team.contract({
    routing: { fallback: { queueId: await team.queue({ strategy, members }) } },
  });
  const submitted = await Promise.all(Array.from({ length: count }, () => team.submit(contractId)));
  const holders = submitted.map(({ state, holder }) => (state === 'assigned' ? holder.ownerId : undefined));
  expect(holders).not.toContain(undefined);
  const loads = await team.context().stores.ownerLoads.getMany(owners);
  for (const ownerId of owners) {
    expect(loads.get(ownerId) ?? 0).toBe(holders.filter((holder) => holder === ownerId).length);
  }
  return owners.map((ownerId) => loads.get(ownerId) ?? 0);
}

test('200 submissions to a queue of 7 at the same time are at most one turn apart, and none is lost', async () => {
  const given = await shares(staff(), 200, [1, 1, 1, 1, 1, 1, 1], 'round_robin');
  expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
  expect(given.reduce((sum, each) => sum + each, 0)).toBe(200);
});

test('200 submissions to a weighted queue at the same time are shared by the weights, to less than one turn', async () => {
  const weights = [5, 1, 2, 2, 4, 3, 3];
  const given = await shares(staff(), 200, weights, 'weighted');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    expect(Math.abs((given[index] ?? 0) - (200 * weight) / total)).toBeLessThanOrEqual(1);
  }
});

test('200 submissions to a queue by load at the same time leave nobody with more than one above another', async () => {
  const given = await shares(staff(), 200, [1, 1, 1, 1, 1, 1, 1], 'least_loaded');
  expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
});

test('of 200 submissions at the same time nobody is given more than their capacity, and the others wait in the queue', async () => {
  const team = staff();
  const owners = await Promise.all(Array.from({ length: 7 }, () => team.owner({ capacity: 9 })));
  const queueId = await team.queue({ members: owners.map((ownerId) => ({ ownerId, weight: 1 })) });
  const contractId = await team.contract({ routing: { fallback: { queueId } } });
  const submitted = await Promise.all(Array.from({ length: 200 }, () => team.submit(contractId)));
  for (const ownerId of owners) expect(submitted.filter(({ holder }) => holder.ownerId === ownerId)).toHaveLength(9);
  const waiting = submitted.filter(({ state, holder }) => state === 'pending' && holder.queueId === queueId);
  expect(waiting).toHaveLength(200 - 63);
});
