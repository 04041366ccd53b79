import { beforeEach, describe, expect, test } from 'vitest';
import { checkHandoff } from '#services/handoff/check-handoff.ts';
import { listRouting } from '#services/handoff/list-routing.ts';
import { updateQueue } from '#services/routing/update-queue.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
beforeEach(() => {
  team = staff();
});

const submission = (contractId: string) => ({ contractId, subject: { type: 'account', id: 'acme' }, packet: {} });
const members = (ids: readonly string[]) => ids.map((ownerId) => ({ ownerId, weight: 1 }));

/** The members of the queue that the latest decision about a handoff asked first. */
async function asked(id: string) {
  const traces = await listRouting(team.context(), id);
  return traces[0]?.considered[0]?.members ?? [];
}

describe('a queue by load', () => {
  test('chooses the one who has least of a whole crowd, as its check had said, and shows all of them', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 40; count++) ids.push(await team.owner());
    const byTurns = await team.queue({ members: members(ids) });
    const seed = await team.contract({ routing: { fallback: { queueId: byTurns } } });
    const idle = ids[23];
    for (let count = 0; count < 40; count++) {
      if (ids[count] === idle) await updateQueue(team.context(), byTurns, { members: members(ids.slice(24)) });
      if (ids[count] !== idle) await team.submit(seed);
    }
    const byLoad = await team.queue({ strategy: 'least_loaded', members: members(ids) });
    const contractId = await team.contract({ routing: { fallback: { queueId: byLoad } } });
    const check = await checkHandoff(team.context(), submission(contractId));
    const { id, holder } = await team.submit(contractId);
    expect(holder.ownerId).toBe(idle);
    expect(check.routing.to).toEqual({ ownerId: idle });
    expect(await asked(id)).toHaveLength(40);
  });
});

describe('a trace', () => {
  test.each(['round_robin', 'weighted'] as const)(
    'of a queue by %s shows who is full as full, the loads that matter, and no load that was not looked up',
    async (strategy) => {
      const [full, busy, free] = [
        await team.owner({ capacity: 1 }),
        await team.owner({ capacity: 9 }),
        await team.owner(),
      ];
      for (const ownerId of [full, busy, busy, free]) {
        await team.submit(await team.contract({ routing: { fallback: { ownerId } } }));
      }
      const queueId = await team.queue({ strategy, members: members([full, busy, free]) });
      const { id } = await team.submit(await team.contract({ routing: { fallback: { queueId } } }));
      const shown = (await asked(id)).map(({ ownerId, availability, load }) => [ownerId, availability, load]);
      expect(shown).toEqual([
        [full, 'full', 1],
        [busy, 'available', 2],
        [free, 'available', undefined],
      ]);
    },
  );

  test('names what the contract names and is gone, and so does the event', async () => {
    const ana = await team.owner();
    const queueId = await team.queue({ strategy: 'manual', members: [] });
    const rules = [{ id: 'all', when: 'true', assign: { queueId } }];
    const contractId = await team.contract({ routing: { rules, fallback: { ownerId: ana } } });
    const { stores } = team.context();
    const queue = await stores.queues.get(queueId);
    if (queue !== undefined) await stores.queues.remove(queue, [stores.routing.stamping()]);
    const { id } = await team.submit(contractId);
    const { data } = await stores.handoffs.events(id, { afterSequence: 0, limit: 10 });
    expect(data.find(({ type }) => type === 'handoff.assigned')?.data).toMatchObject({
      ownerId: ana,
      reason: 'fallback',
      brokenReferences: [{ queueId }],
    });
  });
});
