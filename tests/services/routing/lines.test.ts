import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { drainWaiting } from '#services/routing/drain.ts';
import { linesToRoute } from '#services/routing/lines.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { type LineRange, linesOf } from '#storage/waiting-line.ts';
import { NOON } from '../../api/support/test-app.ts';
import { HOUR } from '../../support/instants.ts';
import { type TestModeStaff, testModeStaff } from '../support/test-mode-staff.ts';

let staff: TestModeStaff;
beforeEach(() => {
  staff = testModeStaff();
});

async function toRoute(range: LineRange = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const { handoffId } of linesToRoute(staff.context(), range)) found.push(handoffId);
  return found;
}

const drain = () => drainWaiting(staff.context(), () => () => true);

async function setActive(ownerId: string, active: boolean): Promise<void> {
  await updateOwner(staff.context(), ownerId, { active });
}

describe('what waits on a test clock that is on its way', () => {
  test('is left by drains to the advance of the clock, and what waits elsewhere is not', async () => {
    const ownerId = await staff.owner({ capacity: 0 });
    const contractId = await staff.contract({ routing: { fallback: { ownerId } } });
    const [moving, standing] = [await staff.testClock(NOON), await staff.testClock(NOON)];
    const on: string[] = [];
    for (const clock of [moving, standing, undefined]) {
      on.push(await staff.submit(contractId, clock === undefined ? {} : { testClockId: clock }));
    }
    const [onMoving = '', ...others] = on;
    const { testClocks } = staff.context().stores;
    const clock = await testClocks.get(moving);
    if (clock?.status !== 'ready') throw new Error('it stands');
    const advancingTo = addSeconds(NOON, HOUR);
    await testClocks.save({ ...clock, version: clock.version + 1, status: 'advancing', advancingTo });
    expect((await toRoute()).toSorted()).toEqual(others.toSorted());
    expect(await toRoute({ within: linesOf({ testClockId: moving }) })).toEqual([onMoving]);
    await updateOwner(staff.context(), ownerId, { capacity: 5 });
    expect(await drain()).toEqual({ assigned: 2 });
    await staff.advance(moving, advancingTo);
    const given = (await staff.timeline(onMoving)).filter(({ type }) => type === 'handoff.assigned');
    expect(given).toMatchObject([{ occurredAt: NOON, data: { ownerId } }]);
  });
});

describe('what waits in a manual queue', () => {
  test('is looked at while nobody could claim it, and goes to the fallback as soon as that has room', async () => {
    const [ana, ben] = [await staff.owner(), await staff.owner({ capacity: 0 })];
    const queue = { strategy: 'manual' as const, members: [{ ownerId: ana, weight: 1 }], fallback: { ownerId: ben } };
    const queueId = await staff.queue(queue);
    const contractId = await staff.contract({ routing: { rules: [{ id: 'all', when: 'true', assign: { queueId } }] } });
    const forClaim = await staff.submit(contractId);
    expect(await toRoute()).toEqual([]);
    await setActive(ana, false);
    expect(await toRoute()).toEqual([forClaim]);
    expect(await drain()).toEqual({ assigned: 0 });
    await updateOwner(staff.context(), ben, { capacity: 1 });
    expect(await drain()).toEqual({ assigned: 1 });
  });

  test('is left to a claim again once somebody who may is active', async () => {
    const ana = await staff.owner();
    const queueId = await staff.queue({ strategy: 'manual', members: [{ ownerId: ana, weight: 1 }] });
    await setActive(ana, false);
    const id = await staff.submit(await staff.contract({ routing: { fallback: { queueId } } }));
    expect(await toRoute()).toEqual([id]);
    await setActive(ana, true);
    expect(await toRoute()).toEqual([]);
  });
});
