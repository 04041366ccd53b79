import { beforeEach, expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { replay } from '#domain/routing/replay.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { assignWaiting } from '#services/routing/assign-waiting.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { HOUR } from '../../support/instants.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
beforeEach(() => {
  team = staff();
});

async function queueOf(owners: readonly string[]): Promise<{ queueId: string; contractId: string }> {
  const queueId = await team.queue({ members: owners.map((ownerId) => ({ ownerId, weight: 1 })) });
  return { queueId, contractId: await team.contract({ routing: { fallback: { queueId } } }) };
}
const stored = async (id: string) => (await team.context().stores.handoffs.getMany([id]))[0];
const typesOf = async (id: string) =>
  (await team.context().stores.handoffs.events(id, { afterSequence: 0, limit: 100 })).data.map(({ type }) => type);

test('what waits for room is assigned once somebody has room, by Baton itself, and says that it had waited', async () => {
  const owner = await team.owner({ capacity: 1 });
  const { queueId, contractId } = await queueOf([owner]);
  const first = await team.submit(contractId);
  const { id, state, holder } = await team.submit(contractId);
  expect({ state, holder }).toMatchObject({ state: 'pending', holder: { queueId } });
  expect(await assignWaiting(team.context(), id)).toBe('waiting');
  await acceptHandoff(team.context(), first.id, {});
  await completeHandoff(team.context(), first.id, { outcome: {} });
  expect(await assignWaiting(team.context(), id)).toBe('assigned');
  const { data } = await team.context().stores.handoffs.events(id, { afterSequence: 0, limit: 100 });
  expect(data.at(-1)).toMatchObject({
    type: 'handoff.assigned',
    actor: { type: 'system', id: 'routing' },
    data: { ownerId: owner, queueId, reason: 'queue', routing: { reason: 'fallback' } },
  });
});

test('what waits for an absence to end is due for routing at its end, and is assigned then', async () => {
  const back = addSeconds(team.clock.now, 3 * HOUR);
  const owner = await team.owner({ outOfOffice: [{ from: addSeconds(team.clock.now, -HOUR), to: back }] });
  const { contractId } = await queueOf([owner]);
  const { id, routeAgainAt, nextDeadlineAt } = await team.submit(contractId);
  expect(routeAgainAt).toBe(back);
  expect(nextDeadlineAt).toBe(back);
  team.clock.now = back;
  expect(await assignWaiting(team.context(), id)).toBe('assigned');
  expect(await stored(id)).toMatchObject({ state: 'assigned', holder: { ownerId: owner } });
});

test('what is due and finds nobody again notes when to try next, so that it is not due all the time', async () => {
  const windows = (...hours: [number, number][]) => hours.map(([from, to]) => ({ from: hour(from), to: hour(to) }));
  const hour = (count: number): Instant => addSeconds(start, count * HOUR);
  const start = team.clock.now;
  const owner = await team.owner({ outOfOffice: windows([-1, 3], [5, 9]), capacity: 1 });
  const { contractId } = await queueOf([owner]);
  const { id } = await team.submit(contractId);
  team.clock.now = hour(6);
  expect(await assignWaiting(team.context(), id)).toBe('waiting');
  expect(await stored(id)).toMatchObject({ state: 'pending', routeAgainAt: hour(9) });
  expect((await typesOf(id)).filter((type) => type === 'handoff.queued')).toHaveLength(2);
});

test('asking again while nothing has changed writes nothing', async () => {
  const { contractId } = await queueOf([await team.owner({ capacity: 0 })]);
  const { id, version } = await team.submit(contractId);
  expect(await assignWaiting(team.context(), id)).toBe('waiting');
  expect((await stored(id))?.version).toBe(version);
});

test('what does not wait any more, or never was, is left alone', async () => {
  const { contractId } = await queueOf([await team.owner({ capacity: 0 })]);
  const { id } = await team.submit(contractId);
  await cancelHandoff(team.context(), id, { reason: 'The customer left' });
  expect(await assignWaiting(team.context(), id)).toBe('gone');
  expect(await assignWaiting(team.context(), 'hnd_00000000000000000000000009')).toBe('gone');
});

test('asked ten times at once, it is assigned once', async () => {
  const owner = await team.owner({ capacity: 0 });
  const { contractId } = await queueOf([owner]);
  const { id } = await team.submit(contractId);
  await updateOwner(team.context(), owner, { capacity: 5 });
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => assignWaiting(team.context(), id)));
  expect(outcomes.filter((outcome) => outcome === 'assigned')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'waiting')).toEqual([]);
  expect((await typesOf(id)).filter((type) => type === 'handoff.assigned')).toHaveLength(1);
  expect((await team.context().stores.ownerLoads.getMany([owner])).get(owner)).toBe(1);
});

test('the queue that has it may be another than the one that it waited in', async () => {
  const [ana, ben] = [await team.owner({ capacity: 0 }), await team.owner({ capacity: 0 })];
  const first = await team.queue({ members: [{ ownerId: ana, weight: 1 }] });
  const last = await team.queue({ members: [{ ownerId: ben, weight: 1 }] });
  const rules = [{ id: 'all', when: 'true', assign: { queueId: first } }];
  const { id, holder } = await team.submit(await team.contract({ routing: { rules, fallback: { queueId: last } } }));
  expect(holder.queueId).toBe(last);
  await updateOwner(team.context(), ana, { capacity: 1 });
  expect(await assignWaiting(team.context(), id)).toBe('assigned');
  expect(await stored(id)).toMatchObject({
    holder: { ownerId: ana, queueId: first },
    routing: { reason: 'rule', ruleId: 'all' },
  });
});

test('every decision is kept, and comes out the same when it is made again from its trace', async () => {
  const owner = await team.owner({ outOfOffice: [{ from: team.clock.now, to: addSeconds(team.clock.now, HOUR) }] });
  const { contractId } = await queueOf([owner]);
  const { id } = await team.submit(contractId);
  team.clock.now = addSeconds(team.clock.now, HOUR);
  await assignWaiting(team.context(), id);
  const decisions = await team.context().stores.handoffs.decisions(id, 10);
  expect(decisions.map(({ trace }) => trace.outcome.kind)).toEqual(['assigned', 'waiting']);
  for (const { trace } of decisions) expect(replay(trace)).toEqual(trace.outcome);
});
