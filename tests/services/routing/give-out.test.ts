import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import type { OwnerInput } from '#domain/routing/owner.ts';
import { createCalendar } from '#services/calendar/create-calendar.ts';
import type { CallContext } from '#services/context.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { giveOut } from '#services/routing/give-out.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { NOON } from '../../api/support/test-app.ts';
import { ACCEPT_CLOCK } from '../../support/contracts.ts';
import { HOUR } from '../../support/instants.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
/** Ids of the handoffs that were read, in that order. */
let looked: string[];
beforeEach(() => {
  team = staff();
  looked = [];
});

/** What happens elsewhere just before each reading of a handoff. */
type Meanwhile = Readonly<Record<string, readonly (() => Promise<unknown>)[]>>;

/** A context in which `meanwhile` happens to what a pass over the lines reads. */
function during(meanwhile: Meanwhile): CallContext {
  const context = team.context();
  const left = new Map(Object.entries(meanwhile).map(([id, acts]) => [id, [...acts]]));
  const handoffs = new Proxy(context.stores.handoffs, {
    get(store, name) {
      const member: unknown = Reflect.get(store, name, store);
      if (name !== 'get') return typeof member === 'function' ? member.bind(store) : member;
      return async (id: string) => {
        looked.push(id);
        await left.get(id)?.shift()?.();
        return store.get(id);
      };
    },
  });
  return { ...context, stores: { ...context.stores, handoffs } };
}

async function pass(meanwhile: Meanwhile = {}): Promise<readonly string[]> {
  const { assigned, finished } = await giveOut(during(meanwhile), {}, () => true);
  expect(finished).toBe(true);
  return assigned;
}

const patch = (ownerId: string, change: Partial<OwnerInput>) => () => updateOwner(team.context(), ownerId, change);

function contract(assign: { queueId: string } | { ownerId: string }, hours: number): Promise<string> {
  const clocks = [{ ...ACCEPT_CLOCK, target: `PT${hours}H` }];
  return team.contract({ routing: { rules: [{ id: 'all', when: 'true', assign }] }, clocks });
}

/** Waits for `ownerId` in a line of its own, to be accepted within `hours`. */
async function waiting(ownerId: string, hours: number): Promise<string> {
  const queueId = await team.queue({ members: [{ ownerId, weight: 1 }] });
  return (await team.submit(await contract({ queueId }, hours))).id;
}

const ALWAYS = { from: addSeconds(NOON, -HOUR), to: addSeconds(NOON, 100 * HOUR) };

describe('who becomes free while what waits is given out', () => {
  test.each<[string, Partial<OwnerInput>, Partial<OwnerInput>]>([
    ['was full', { capacity: 0 }, { capacity: 1 }],
    ['was inactive', { active: false, capacity: 1 }, { active: true }],
    ['was out of office', { outOfOffice: [ALWAYS], capacity: 1 }, { outOfOffice: [] }],
  ])('and %s is given what is due first, though that had found nobody before', async (_how, before, after) => {
    const ownerId = await team.owner(before);
    const [first, second, third] = [await waiting(ownerId, 2), await waiting(ownerId, 3), await waiting(ownerId, 4)];
    expect(await pass({ [third]: [patch(ownerId, after)] })).toEqual([first]);
    expect(looked.slice(0, 5)).toEqual([first, second, third, first, second]);
  });

  test('is given what has come in front of it since', async () => {
    const ownerId = await team.owner({ capacity: 0 });
    const queueId = await team.queue({ members: [{ ownerId, weight: 1 }] });
    const contractId = await contract({ queueId }, 3);
    await team.submit(contractId);
    const later = await waiting(ownerId, 4);
    team.clock.now = addSeconds(team.clock.now, -HOUR);
    let came = '';
    const meanwhile = async () => {
      came = (await team.submit(contractId)).id;
      await patch(ownerId, { capacity: 1 })();
    };
    const given = await pass({ [later]: [meanwhile] });
    expect(given).toEqual([came]);
  });

  test('and was not what an earlier one waited for is given the later one, and nothing is looked at twice', async () => {
    const [ana, ben] = [await team.owner({ capacity: 0 }), await team.owner({ capacity: 0 })];
    const earlier = await waiting(ana, 2);
    const later = await waiting(ben, 3);
    expect(await pass({ [later]: [patch(ben, { capacity: 1 })] })).toEqual([later]);
    expect(looked).toEqual([earlier, later]);
  });

  test('is not offered what was taken from them', async () => {
    const [ana, ben] = [await team.owner({ capacity: 1 }), await team.owner({ capacity: 0 })];
    const members = [ana, ben].map((ownerId) => ({ ownerId, weight: 1 }));
    const queueId = await team.queue({ members });
    const { id: taken, holder } = await team.submit(await contract({ queueId }, 2));
    expect(holder.ownerId).toBe(ana);
    await patch(ana, { capacity: 0 })();
    await reassignHandoff(team.context(), taken, { to: { queueId }, reason: 'On leave', misroute: false });
    const later = await waiting(ana, 3);
    expect(await pass({ [later]: [patch(ana, { capacity: 1 })] })).toEqual([later]);
    expect(looked).toEqual([taken, later]);
  });

  test('but whose office is closed is given what names them, and not what waits for the office', async () => {
    const weekly = { sun: [['00:00', '00:30'] as [string, string]] };
    const nights = { name: 'Nights', timezone: 'Etc/UTC', weekly, holidays: [], overrides: {} };
    const { id: calendarId } = await createCalendar(team.context(), nights);
    const ownerId = await team.owner({ capacity: 0, calendarId });
    const office = await waiting(ownerId, 2);
    const named = (await team.submit(await contract({ ownerId }, 3))).id;
    expect(await pass({ [named]: [patch(ownerId, { capacity: 1 })] })).toEqual([named]);
    expect(looked).toEqual([office, named]);
  });

  test('and is not free any more each time that they are offered something does not hold up the pass', async () => {
    const ownerId = await team.owner({ capacity: 0 });
    const [first, second] = [await waiting(ownerId, 2), await waiting(ownerId, 3)];
    const [on, off] = [patch(ownerId, { capacity: 1 }), patch(ownerId, { capacity: 0 })];
    expect(await pass({ [second]: [on, on, on, on], [first]: [off, off, off, off, off] })).toEqual([second]);
    expect(looked.filter((id) => id === first)).toHaveLength(4);
  });
});

test('what comes in front of a line that is being given out is next', async () => {
  const ownerId = await team.owner({ capacity: 0 });
  const contractId = await contract({ queueId: await team.queue({ members: [{ ownerId, weight: 1 }] }) }, 3);
  const [first = '', second = ''] = [(await team.submit(contractId)).id, (await team.submit(contractId)).id];
  let came = '';
  const meanwhile = async () => {
    team.clock.now = addSeconds(team.clock.now, -HOUR);
    came = (await team.submit(contractId)).id;
    await patch(ownerId, { capacity: 2 })();
  };
  expect(await pass({ [first]: [meanwhile] })).toEqual([first, came]);
  expect(looked).toContain(second);
});

test('what was claimed or cancelled meanwhile is passed by, and those behind it are not', async () => {
  const ownerId = await team.owner({ capacity: 0 });
  const contractId = await contract({ queueId: await team.queue({ members: [{ ownerId, weight: 1 }] }) }, 3);
  const ids: string[] = [];
  for (let made = 0; made < 3; made++) ids.push((await team.submit(contractId)).id);
  const [claimed = '', cancelled = '', last = ''] = ids;
  const meanwhile = {
    [claimed]: [() => acceptHandoff(team.context(), claimed, { ownerId }), patch(ownerId, { capacity: 2 })],
    [cancelled]: [
      () => cancelHandoff(team.context(), cancelled, { reason: 'No more' }),
      patch(ownerId, { capacity: 2 }),
    ],
    [last]: [patch(ownerId, { capacity: 2 })],
  };
  expect(await pass(meanwhile)).toEqual([last]);
});
