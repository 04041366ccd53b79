import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handoff } from '#api/schemas/handoff.ts';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { openTeam, type Team } from './support/team.ts';
import { bodyOf, type HandoffAnswer } from './support/tenant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await stack.dispose();
});

const NIGHT = '2026-11-23T20:00:00.000Z';
const OPENING = '2026-11-24T09:00:00.000Z';
const NOON = '2026-11-24T12:00:00.000Z';

/** A tenant in test mode with people of one handoff each, and contracts of its own. */
async function openWorld(people: readonly { capacity?: number; office?: boolean }[]) {
  const team = await openTeam(stack, { members: people.map(({ capacity = 1 }) => ({ capacity })), mode: 'test' });
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const weekly = Object.fromEntries(days.map((day) => [day, [['09:00', '17:00']]]));
  const calendarId = await team.create('calendars', { name: 'Office', timezone: 'UTC', weekly });
  for (const [index, { office }] of people.entries()) {
    if (office) await team.edit(`owners/${team.members[index]}`, { calendarId });
  }
  return {
    ...team,
    queue: (members: readonly (string | undefined)[], parts: object = {}) =>
      team.create('queues', {
        name: 'Queue',
        strategy: 'round_robin',
        members: members.map((ownerId) => ({ ownerId })),
        ...parts,
      }),
    contract: (routing: object, target = 'PT100H', parts: object = {}) => publish(team, { routing, target, parts }),
    clock: (now: string) => team.create('test-clocks', { now }),
    advance: async (clockId: string, move: object) => {
      expect((await team.call('POST', `test-clocks/${clockId}/advance`, move)).status).toBe(200);
    },
    hand: async (contractId: string, options: object = {}): Promise<HandoffAnswer> => {
      const json = { contractId, subject: { type: 'account', id: 'acme-42' }, packet: {}, ...options };
      return bodyOf(await team.call('POST', 'handoffs', json), 201, handoff());
    },
    tell: async (id: string, verb: string, json: object) => {
      expect((await team.call('POST', `handoffs/${id}/${verb}`, json)).status).toBe(200);
    },
    holderOf: async (id: string) => (await team.handoff(id)).holder.ownerId,
    timeline: async (id: string): Promise<{ type: string; occurredAt: string; data: Record<string, unknown> }[]> =>
      ((await team.call('GET', `handoffs/${id}/events?limit=100`)).json as { data: [] }).data,
  };
}

async function publish(
  team: Team,
  { routing, target, parts }: { readonly routing: object; readonly target: string; readonly parts: object },
): Promise<string> {
  const id = await team.create('contracts', {
    name: 'Onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object', properties: { k: { type: 'string' } } } },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target }],
    routing,
    ...parts,
  });
  expect((await team.call('POST', `contracts/${id}/publish`)).status).toBe(200);
  return id;
}

const all = (queueId: string) => ({ rules: [{ id: 'all', when: 'true', assign: { queueId } }] });

/** Waits until a handoff is with somebody; answers who. */
function assigned(world: { readonly handoff: Team['handoff'] }, id: string): Promise<string> {
  return eventually(`${id} is assigned`, async () => (await world.handoff(id)).holder.ownerId, 10);
}

describe('what waits under one rule', () => {
  test.each(['for owners', 'in one fallback queue'])('holds up nothing that waits under another: %s', async (where) => {
    const world = await openWorld([{}, {}, { capacity: 0 }]);
    const [ana, ben, cleo] = world.members;
    const fallback = where === 'for owners' ? {} : { fallback: { queueId: await world.queue([cleo]) } };
    const rules = [
      { id: 'a', when: "packet.k == 'a'", assign: { ownerId: ana } },
      { id: 'b', when: "packet.k == 'b'", assign: { ownerId: ben } },
    ];
    const contractId = await world.contract({ rules, ...fallback });
    const hand = async (k: string) => (await world.hand(contractId, { packet: { k } })).id;
    await hand('a');
    const first = await hand('b');
    for (let count = 0; count < 12; count++) await hand('a');
    const second = await hand('b');
    expect(await world.holderOf(second)).toBeUndefined();
    await world.finish(first);
    expect(await assigned(world, second)).toBe(ben);
  });

  test('goes by another once its priority is changed, and holds up nobody of the rule before', async () => {
    const world = await openWorld([{}, {}]);
    const [ana, ben] = world.members;
    const [first, second] = [await world.queue([ana]), await world.queue([ben])];
    const rules = [
      { id: 'urgent', when: "handoff.priority == 'urgent'", assign: { queueId: first } },
      { id: 'all', when: 'true', assign: { queueId: first }, fallback: { queueId: second } },
    ];
    const contractId = await world.contract({ rules });
    const ids: string[] = [];
    for (let count = 0; count < 4; count++) ids.push((await world.hand(contractId)).id);
    const [, withBen = '', raised = '', next = ''] = ids;
    await world.tell(raised, 'reprioritize', { priority: 'urgent' });
    await eventually('it is routed by the other rule', async () =>
      (await world.handoff(raised)).routing.ruleId === 'urgent' ? true : undefined,
    );
    await world.finish(withBen);
    expect(await assigned(world, next)).toBe(ben);
    expect(await world.holderOf(raised)).toBeUndefined();
  });
});

describe('what waits for an opening', () => {
  test.each([
    ['claimed', 'accept', (ownerId: string) => ({ ownerId })],
    ['given away by hand', 'reassign', (ownerId: string) => ({ ownerId, reason: 'Ana is away' })],
  ])('is given out at it, also where the one before it was %s at night', async (_how, verb, json) => {
    const world = await openWorld([{ office: true, capacity: 0 }, { capacity: 5 }]);
    const [ana = '', ben = ''] = world.members;
    const contractId = await world.contract(all(await world.queue([ana, ben])));
    await world.edit(`owners/${ben}`, { capacity: 0 });
    const testClockId = await world.clock(NIGHT);
    const [first, second] = [
      await world.hand(contractId, { testClockId }),
      await world.hand(contractId, { testClockId }),
    ];
    await world.edit(`owners/${ana}`, { capacity: 1 });
    await eventually(
      'the first knows when it is routed again',
      async () => (await world.handoff(first.id)).routeAgainAt,
    );
    await world.tell(first.id, verb, json(ben));
    await world.advance(testClockId, { to: NOON });
    expect((await world.handoff(second.id)).holder).toMatchObject({ ownerId: ana, since: OPENING });
  });

  test('is given out by when it is due, whatever contract it waits under', async () => {
    const world = await openWorld([{ office: true }]);
    const queueId = await world.queue([world.members[0]]);
    const [slow, fast] = [await world.contract(all(queueId), 'PT72H'), await world.contract(all(queueId), 'PT16H')];
    const testClockId = await world.clock(NIGHT);
    const ids: string[] = [];
    for (const contractId of [slow, fast, slow]) ids.push((await world.hand(contractId, { testClockId })).id);
    await world.advance(testClockId, { to: NOON });
    expect(await Promise.all(ids.map(world.holderOf))).toEqual([undefined, world.members[0], undefined]);
  });

  test('and is due at the same instant goes by when it came', async () => {
    const world = await openWorld([{ office: true, capacity: 3 }]);
    const contractId = await world.contract(all(await world.queue([world.members[0]])));
    const testClockId = await world.clock(NIGHT);
    const ids: string[] = [];
    for (let count = 0; count < 6; count++) ids.push((await world.hand(contractId, { testClockId })).id);
    expect(ids.toSorted()).toEqual(ids);
    await world.advance(testClockId, { to: NOON });
    const given = (await Promise.all(ids.map(world.holderOf))).map((holder) => holder !== undefined);
    expect(given).toEqual([true, true, true, false, false, false]);
  });
});

describe('test clocks', () => {
  test('at which it is night hold up nothing that waits on one at which it is day', async () => {
    const world = await openWorld([{ office: true }]);
    const contractId = await world.contract(all(await world.queue([world.members[0]])));
    const [night, day] = [await world.clock('2026-11-23T10:00:00.000Z'), await world.clock('2027-11-23T10:00:00.000Z')];
    const present = await world.hand(contractId, { testClockId: day });
    const asleep = await world.hand(contractId, { testClockId: night });
    const awake = await world.hand(contractId, { testClockId: day });
    await world.advance(night, { to: NIGHT });
    await world.finish(present.id);
    expect(await assigned(world, awake.id)).toBe(world.members[0]);
    expect(await world.holderOf(asleep.id)).toBeUndefined();
  });

  test.each([
    ['in one step', ['PT30H']],
    ['in steps', ['PT90M', 'PT1H', 'PT27H30M']],
  ])('advanced %s give what waits to whom an escalation frees at the instant of that', async (_how, steps) => {
    const world = await openWorld([{}, { capacity: 5 }]);
    const [ana, ben] = world.members;
    const ladder = [
      { clock: 'accept', steps: [{ id: 'move', at: { afterBreach: 'PT0S' }, reassign: { to: { ownerId: ben } } }] },
    ];
    const queueId = await world.queue([ana]);
    const contractId = await world.contract(all(queueId), 'PT4H', { escalation: ladder });
    const testClockId = await world.clock('2026-11-23T08:00:00.000Z');
    await world.hand(contractId, { testClockId });
    await world.advance(testClockId, { by: 'PT2H' });
    const { id } = await world.hand(contractId, { testClockId });
    for (const by of steps) await world.advance(testClockId, { by });
    const moves = (await world.timeline(id)).filter(({ type }) => /assigned$/.test(type));
    expect(moves).toMatchObject([
      { type: 'handoff.assigned', data: { ownerId: ana }, occurredAt: '2026-11-23T12:00:00.001Z' },
      { type: 'handoff.reassigned', data: { to: { ownerId: ben } }, occurredAt: '2026-11-23T14:00:00.000Z' },
    ]);
  });
});

describe('a manual queue whose only member is inactive', () => {
  test('leads on to its fallback, at once or as soon as that has room', async () => {
    const world = await openWorld([{}, {}]);
    const [ana, ben] = world.members;
    const contractId = await world.contract(
      all(await world.queue([ana], { strategy: 'manual', fallback: { ownerId: ben } })),
    );
    await world.edit(`owners/${ana}`, { active: false });
    const [first, second] = [await world.hand(contractId), await world.hand(contractId)];
    expect([first.holder.ownerId, second.holder.ownerId]).toEqual([ben, undefined]);
    await world.finish(first.id);
    expect(await assigned(world, second.id)).toBe(ben);
  });
});

test('what not even a queue is found for says that it waits, and by which rule', async () => {
  const world = await openWorld([{ capacity: 0 }]);
  const rules = [{ id: 'ana', when: 'true', assign: { ownerId: world.members[0] } }];
  const { id } = await world.hand(await world.contract({ rules }));
  const told = (await world.timeline(id)).find(({ type }) => type === 'handoff.queued');
  expect(told?.data).toEqual({ routing: { reason: 'unrouted', ruleId: 'ana' } });
});
