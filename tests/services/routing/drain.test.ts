import { beforeEach, describe, expect, test } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { reprioritizeHandoff } from '#services/handoff/reprioritize-handoff.ts';
import { type Drained, type DrainPlace, drainWaiting } from '#services/routing/drain.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { updateQueue } from '#services/routing/update-queue.ts';
import { ACCEPT_CLOCK } from '../../support/contracts.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
let tries: number;
beforeEach(() => {
  team = staff();
  tries = 0;
});

/** Drains, for as many tries as there is time. */
function drain(place: DrainPlace = {}, limit = Number.POSITIVE_INFINITY): Promise<Drained> {
  const hasTime = () => {
    tries += 1;
    return tries <= limit;
  };
  return drainWaiting(team.context(), () => hasTime, place);
}

const full = () => team.owner({ capacity: 0 });

async function free(ownerId: string, capacity: number): Promise<void> {
  await updateOwner(team.context(), ownerId, { capacity });
}

function contract(queueId: string, hours = 4, parts: Partial<ContractBodyInput> = {}): Promise<string> {
  const clocks = [{ ...ACCEPT_CLOCK, target: `PT${hours}H` }];
  return team.contract({ routing: { rules: [{ id: 'all', when: 'true', assign: { queueId } }] }, clocks, ...parts });
}

async function submit(contractId: string, count = 1, packet = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++) ids.push((await team.submit(contractId, packet)).id);
  return ids;
}

/** Those of `ids` that are with somebody. */
async function assigned(ids: readonly string[]): Promise<string[]> {
  const found = await team.context().stores.handoffs.getMany(ids);
  return found.filter(({ holder }) => holder.ownerId !== undefined).map(({ id }) => id);
}

describe('a drain', () => {
  test('gives whoever is free what is due first, whatever queue and contract it waits under', async () => {
    const ownerId = await full();
    const queues = [
      await team.queue({ members: [{ ownerId, weight: 1 }] }),
      await team.queue({ members: [{ ownerId, weight: 1 }] }),
    ];
    const [later = ''] = await submit(await contract(queues[0] ?? '', 4));
    const [sooner = ''] = await submit(await contract(queues[1] ?? '', 2));
    const [between = ''] = await submit(await contract(queues[0] ?? '', 3));
    await free(ownerId, 1);
    expect(await drain()).toEqual({ assigned: 1 });
    expect(await assigned([later, sooner, between])).toEqual([sooner]);
    await free(ownerId, 2);
    await drain();
    expect(await assigned([later, sooner, between])).toEqual([sooner, between]);
  });

  test('of what waits for those who are not free tries one, however many there are', async () => {
    const queueId = await team.queue({ members: [{ ownerId: await full(), weight: 1 }] });
    await submit(await contract(queueId), 20);
    expect(await drain()).toEqual({ assigned: 0 });
    expect(tries).toBe(1);
  });

  test('is not held up by those of another rule for whom nobody is free', async () => {
    const [busy, idle] = [await full(), await full()];
    const queueOf = (ownerId: string) => team.queue({ members: [{ ownerId, weight: 1 }] });
    const rules = [
      { id: 'large', when: 'packet.arr > 10.0', assign: { queueId: await queueOf(busy) } },
      { id: 'small', when: 'true', assign: { queueId: await queueOf(idle) } },
    ];
    const schema = { type: 'object', properties: { arr: { type: 'number' } } };
    const inOneQueue = { rules, fallback: { queueId: await queueOf(busy) } };
    const contractId = await team.contract({ packet: { schema }, routing: inOneQueue });
    await submit(contractId, 5, { arr: 20 });
    const [small = ''] = await submit(contractId, 1, { arr: 1 });
    await free(idle, 1);
    expect(await drain()).toEqual({ assigned: 1 });
    expect(await assigned([small])).toEqual([small]);
  });

  test('finds somebody for what not even a queue could be found for', async () => {
    const ownerId = await full();
    const [id = ''] = await submit(await team.contract({ routing: { fallback: { ownerId } } }));
    await free(ownerId, 1);
    expect(await drain()).toEqual({ assigned: 1 });
    expect(await assigned([id])).toEqual([id]);
  });

  test('leaves to a claim what waits for one, and takes it once the queue has a strategy', async () => {
    const ownerId = await team.owner();
    const queueId = await team.queue({ strategy: 'manual', members: [{ ownerId, weight: 1 }] });
    const ids = await submit(await contract(queueId), 2);
    expect(await drain()).toEqual({ assigned: 0 });
    expect(tries).toBe(0);
    await updateQueue(team.context(), queueId, { strategy: 'round_robin' });
    expect(await drain()).toEqual({ assigned: 2 });
    expect(await assigned(ids)).toEqual(ids);
  });

  test('again does nothing more', async () => {
    const ownerId = await full();
    await submit(await contract(await team.queue({ members: [{ ownerId, weight: 1 }] })), 3);
    await free(ownerId, 2);
    expect(await drain()).toEqual({ assigned: 2 });
    expect(await drain()).toEqual({ assigned: 0 });
  });
});

describe('a drain that cannot do all', () => {
  async function crowd(): Promise<string[]> {
    const ownerId = await full();
    const ids = await submit(await contract(await team.queue({ members: [{ ownerId, weight: 1 }] })), 3);
    await free(ownerId, 3);
    return ids;
  }

  test('in the time that it has asks to be gone on with', async () => {
    const ids = await crowd();
    const broken = await drain({}, 2);
    expect(broken).toEqual({ assigned: 2, goOn: { from: expect.stringContaining(`${ids[2]}`) } });
    expect(await drain(broken.goOn)).toEqual({ assigned: 1 });
    expect(await assigned(ids)).toEqual(ids);
  });

  test('because what waits finds its right line one by one asks to be gone on with', async () => {
    const [lowId, highId] = [await full(), await full()];
    const rules = [
      { id: 'high', when: "handoff.priority == 'urgent'", assign: { ownerId: highId } },
      { id: 'low', when: 'true', assign: { ownerId: lowId } },
    ];
    const ids = await submit(await team.contract({ routing: { rules }, clocks: [ACCEPT_CLOCK] }), 3);
    for (const id of ids) await reprioritizeHandoff(team.context(), id, { priority: 'urgent' });
    const broken = await drain({}, 2);
    expect(broken).toEqual({ assigned: 0, goOn: { from: expect.stringContaining(`${ids[2]}`) } });
    await drain(broken.goOn);
    const found = await team.context().stores.handoffs.getMany(ids);
    expect(found.map(({ routing }) => routing?.ruleId)).toEqual(['high', 'high', 'high']);
  });

  test('because time is up before anything is tried fails, so that it is given again', async () => {
    await crowd();
    await expect(drain({}, 0)).rejects.toThrow('in time');
  });

  test('because many lines find nobody asks to be gone on with behind those', async () => {
    const owners = [await full(), await full(), await full()];
    const ids: string[] = [];
    for (const ownerId of owners) {
      ids.push(...(await submit(await contract(await team.queue({ members: [{ ownerId, weight: 1 }] })))));
    }
    const broken = await drain({}, 2);
    expect(broken).toEqual({ assigned: 0, goOn: { from: expect.stringContaining(`${ids[2]}`) } });
    tries = 0;
    expect(await drain(broken.goOn)).toEqual({ assigned: 0 });
    expect(tries).toBe(1);
  });

  test('because there are more lines than it looks at names the line behind which to go on', async () => {
    const ownerId = await full();
    const ids = await inLines(await team.queue({ members: [{ ownerId, weight: 1 }] }), 510);
    await updateOwner(team.context(), ownerId, { capacity: null });
    const first = await drain();
    expect(first).toEqual({ assigned: 500, goOn: { after: expect.stringContaining('ctr_') } });
    expect(await drain(first.goOn)).toEqual({ assigned: 10 });
    expect(await assigned(ids)).toEqual(ids);
  });
});

/** Each in a line of its own, by its own rule. */
async function inLines(queueId: string, count: number): Promise<string[]> {
  const schema = { type: 'object', properties: { n: { type: 'number' } } };
  const rules = Array.from({ length: 50 }, (_, n) => ({
    id: `rule${n}`,
    when: `packet.n == ${n}.0`,
    assign: { queueId },
  }));
  const ids: string[] = [];
  let contractId = '';
  for (let made = 0; made < count; made++) {
    const n = made % rules.length;
    if (n === 0) contractId = await team.contract({ packet: { schema }, routing: { rules }, clocks: [ACCEPT_CLOCK] });
    ids.push(...(await submit(contractId, 1, { n })));
  }
  return ids;
}

test('what is due first goes first among hundreds of lines, wherever its own is', async () => {
  const ownerId = await full();
  const queueId = await team.queue({ members: [{ ownerId, weight: 1 }] });
  await inLines(queueId, 150);
  const [urgent = ''] = await submit(await contract(queueId, 1));
  await free(ownerId, 1);
  expect(await drain()).toEqual({ assigned: 1 });
  expect(await assigned([urgent])).toEqual([urgent]);
});

test('drains that are asked for while one is under way are one, and see what has come by then', async () => {
  const ownerId = await full();
  const contractId = await contract(await team.queue({ members: [{ ownerId, weight: 1 }] }));
  await submit(contractId, 2);
  const [first, ...others] = [drain(), drain(), drain(), drain()];
  await first;
  await free(ownerId, 2);
  const later = drain();
  expect(await Promise.all([first, ...others])).toEqual([0, 0, 0, 0].map((count) => ({ assigned: count })));
  expect(await later).toEqual({ assigned: 2 });
});

test('drains and claims at the same moment give each handoff to one, and nobody more than their capacity', async () => {
  const [first, second] = [await full(), await full()];
  const members = [first, second].map((ownerId) => ({ ownerId, weight: 1 }));
  const ids = await submit(await contract(await team.queue({ members })), 12);
  await Promise.all([free(first, 4), free(second, 5)]);
  const claim = (id: string) => acceptHandoff(team.context(), id, { ownerId: first }).catch(() => undefined);
  const [, , , ...claims] = await Promise.all([drain(), drain(), drain(), claim(ids[0] ?? ''), claim(ids[11] ?? '')]);
  const held = await team.context().stores.handoffs.getMany(ids);
  const loads = await team.context().stores.ownerLoads.getMany([first, second]);
  for (const ownerId of [first, second]) {
    expect(loads.get(ownerId)).toBe(held.filter(({ holder }) => holder.ownerId === ownerId).length);
  }
  const claimed = claims.filter((view) => view !== undefined).length;
  expect(loads.get(second)).toBe(5);
  expect(loads.get(first)).toBeGreaterThanOrEqual(4);
  expect(loads.get(first)).toBeLessThanOrEqual(4 + claimed);
});
