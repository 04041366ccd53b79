import { beforeEach, describe, expect, it } from 'vitest';
import type { Owner } from '#domain/routing/owner.ts';
import type { Queue } from '#domain/routing/queue.ts';
import { type GroupKey, nameOfGroup } from '#services/metrics/group-key.ts';
import { groupNames } from '#services/metrics/group-names.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { FOUR_HOURS, storeHandoff, type TestSystem, testSystem } from '../support/test-system.ts';

const DATES = { version: 1, createdAt: BIRTH, updatedAt: BIRTH };
let system: TestSystem;
let contractId: string;
beforeEach(async () => {
  system = testSystem();
  contractId = (await storeHandoff(system)).state.contractId;
  const { stores } = system.context();
  await stores.owners.save({ ...DATES, id: 'own_1', name: 'Vera', active: true, outOfOffice: [] } as Owner);
  await stores.queues.save({ ...DATES, id: 'que_1', name: 'Desk', strategy: 'manual', members: [] } as Queue);
  system.log.length = 0;
});

describe('the names of groups', () => {
  it('are those of owners, queues and contracts', async () => {
    const keys: GroupKey[] = [
      { by: 'owner', ownerId: 'own_1' },
      { by: 'queue', queueId: 'que_1' },
      { by: 'contract', contractId },
      { by: 'version', contractId, version: 1 },
    ];
    const names = await groupNames(system.context(), keys);
    expect(keys.map((key) => names.get(nameOfGroup(key)))).toEqual(['Vera', 'Desk', FOUR_HOURS.name, FOUR_HOURS.name]);
  });

  it('are absent where something is deleted, or where the key says it all', async () => {
    const keys: GroupKey[] = [
      { by: 'owner', ownerId: 'own_gone' },
      { by: 'contract', contractId: 'ctr_gone' },
      { by: 'stage', from: 'won', to: 'onboarding' },
      { by: 'day', day: '2026-11-01' },
    ];
    expect([...(await groupNames(system.context(), keys))]).toEqual([]);
  });

  it('of a hundred owners are one read, and of days none', async () => {
    const owners = Array.from({ length: 100 }, (_, index): GroupKey => ({ by: 'owner', ownerId: `own_${index}` }));
    await groupNames(system.context(), owners);
    expect(system.log).toEqual(['BatchGetItem']);
    await groupNames(system.context(), [{ by: 'stage', from: 'won', to: 'onboarding' }]);
    expect(system.log).toHaveLength(1);
  });
});
