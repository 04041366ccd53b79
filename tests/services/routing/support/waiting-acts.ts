import type { Assignee } from '#domain/contract/body.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { addSeconds } from '#domain/instant.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { reprioritizeHandoff } from '#services/handoff/reprioritize-handoff.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { NOON } from '../../../api/support/test-app.ts';
import { HOUR } from '../../../support/instants.ts';
import type { Deed } from './waiting-deeds.ts';
import type { Furniture } from './waiting-world.ts';

type Act = (deed: Deed) => Promise<unknown>;

/** What each deed does. `fireTimers` is what time brings about that passes in reality. */
export function actsOn(
  { staff, owners, queues, contracts, testClocks, ids }: Furniture,
  stored: () => Promise<Handoff[]>,
  fireTimers: () => Promise<void>,
): Readonly<Record<Deed['verb'], Act>> {
  const { context } = staff;
  const ownerId = (index: number) => owners[index % owners.length] ?? '';
  /** The `which`th of those in that state. */
  const one = async (state: Handoff['state'], which: number): Promise<string> => {
    const all = (await stored()).filter((each) => each.state === state);
    return all[which % Math.max(1, all.length)]?.id ?? 'hnd_none';
  };
  const reassign = (id: string, to: Assignee) =>
    reassignHandoff(context(), id, { to, reason: 'Theirs', misroute: false });
  return {
    submit: async ({ which, contract, clock }) => {
      const testClockId = [undefined, ...testClocks][clock];
      const priority = (['normal', 'urgent', 'low', 'high'] as const)[which % 4] ?? 'normal';
      const packet = { k: which % 2 === 0 ? 'a' : 'b' };
      const on = testClockId === undefined ? {} : { testClockId };
      ids.push(await staff.submit(contracts[contract] ?? '', { packet, priority, ...on }));
    },
    finish: async ({ which }) => {
      const id = await one('assigned', which);
      await acceptHandoff(context(), id, {});
      await completeHandoff(context(), id, { outcome: {} });
    },
    claim: async ({ which, clock }) =>
      acceptHandoff(context(), await one('pending', which), { ownerId: ownerId(clock) }),
    cancel: async ({ which }) => cancelHandoff(context(), await one('pending', which), { reason: 'The customer left' }),
    misrouted: async ({ which }) =>
      rejectHandoff(context(), await one('assigned', which), { reason: 'wrong_team', criteria: [], fields: [] }),
    to_queue: async ({ which, clock }) => reassign(await one('assigned', which), { queueId: queues[clock] ?? '' }),
    to_owner: async ({ which, clock }) => reassign(await one('pending', which), { ownerId: ownerId(clock) }),
    reprioritize: async ({ which, clock }) =>
      reprioritizeHandoff(context(), await one('pending', which), { priority: clock === 0 ? 'high' : 'low' }),
    capacity: ({ which, clock }) => updateOwner(context(), ownerId(which), { capacity: clock }),
    pass: async ({ which }) => {
      staff.clock.now = addSeconds(staff.clock.now, (1 + which) * HOUR);
      await fireTimers();
    },
    advance: async ({ which, clock }) => {
      const testClockId = testClocks[clock % testClocks.length] ?? '';
      const now = (await context().stores.testClocks.get(testClockId))?.now ?? NOON;
      await staff.advance(testClockId, addSeconds(now, (1 + which) * HOUR));
    },
  };
}
