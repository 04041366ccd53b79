import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { openTeam, type Team } from './support/team.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await stack.dispose();
});

/** Waits until a handoff is with somebody; answers who. */
function assigned(team: Team, id: string, limitSeconds = 10): Promise<string> {
  const probe = async () => (await team.handoff(id)).holder.ownerId;
  return eventually(`${id} is assigned`, probe, limitSeconds);
}

async function waiting(team: Team, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    expect(await team.handoff(id)).toMatchObject({ state: 'pending', holder: { queueId: team.queueId } });
}

describe('what waits in a queue whose members are full', () => {
  test('is given to whom becomes free, what is due first before what came first', async () => {
    const team = await openTeam(stack, { members: [{ capacity: 1 }] });
    const [member = ''] = team.members;
    let present = (await team.submit()).id;
    const late = (await team.submit({ priority: 'low' })).id;
    const urgent = (await team.submit({ priority: 'urgent' })).id;
    const normal = (await team.submit({ priority: 'normal' })).id;
    const order = [urgent, normal, late];
    await waiting(team, order);
    for (const next of order) {
      await team.finish(present);
      expect(await assigned(team, next)).toBe(member);
      await waiting(team, order.slice(order.indexOf(next) + 1));
      present = next;
    }
  });

  test('is assigned through the queue, by Baton itself, once', async () => {
    const team = await openTeam(stack, { members: [{ capacity: 1 }] });
    const first = await team.submit();
    const second = await team.submit();
    await team.finish(first.id);
    await assigned(team, second.id);
    const events = (await team.tenant.timeline(second.id)).filter(({ type }) => type === 'handoff.assigned');
    expect(events).toMatchObject([{ actor: { type: 'system', id: 'routing' }, data: { reason: 'queue' } }]);
    expect((await team.handoff(second.id)).holder.queueId).toBe(team.queueId);
  });

  test('is drained to the last by one member, however many wait', async () => {
    const team = await openTeam(stack, { members: [{ capacity: 1 }] });
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.push((await team.submit()).id);
    for (const id of ids) {
      await assigned(team, id);
      await team.finish(id);
    }
  });

  test.each([
    ['a rejection', 'reject', { reason: 'incomplete', fields: ['/goals'] }],
    ['a cancellation', 'cancel', { reason: 'The customer withdrew.' }],
  ])('is given on after %s, too', async (_what, verb, json) => {
    const team = await openTeam(stack, { members: [{ capacity: 1 }] });
    const [first, second] = [await team.submit(), await team.submit()];
    expect((await team.call('POST', `handoffs/${first.id}/${verb}`, json)).status).toBe(200);
    expect(await assigned(team, second.id)).toBe(team.members[0]);
  });
});

describe('what waits finds somebody', () => {
  test.each([
    ['a member is set active', { active: false }, { active: true }],
    ['the capacity of a member is raised', { capacity: 0 }, { capacity: 1 }],
    ['an absence is ended', absent(), { outOfOffice: [] }],
  ])('after %s', async (_what, before, edit) => {
    const team = await openTeam(stack, { members: [{}] });
    const path = `owners/${team.members[0]}`;
    await team.edit(path, before);
    const { id } = await team.submit();
    await waiting(team, [id]);
    await team.edit(path, edit);
    expect(await assigned(team, id)).toBe(team.members[0]);
  });

  test('after a member is added to its queue', async () => {
    const team = await openTeam(stack, { members: [{ capacity: 0 }] });
    const { id } = await team.submit();
    const ownerId = await team.create('owners', { name: 'Cleo' });
    await team.edit(`queues/${team.queueId}`, {
      members: [...team.members, ownerId].map((each) => ({ ownerId: each })),
    });
    expect(await assigned(team, id)).toBe(ownerId);
  });

  test('after the hours of its members are changed', async () => {
    const team = await openTeam(stack, { members: [{}] });
    const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    const hours = { name: 'Office', timezone: 'UTC' };
    const weekly = { [days[(new Date().getUTCDay() + 3) % 7] ?? '']: [['09:00', '17:00']] };
    const calendarId = await team.create('calendars', { ...hours, weekly });
    await team.edit(`owners/${team.members[0]}`, { calendarId });
    const { id } = await team.submit();
    await waiting(team, [id]);
    const always = Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]]));
    expect((await team.call('PUT', `calendars/${calendarId}`, { ...hours, weekly: always })).status).toBe(200);
    expect(await assigned(team, id)).toBe(team.members[0]);
  });

  test('only by a claim while its queue is manual, and by itself once it is not', async () => {
    const team = await openTeam(stack, { strategy: 'manual', members: [{}] });
    const [first, second] = [await team.submit(), await team.submit()];
    await waiting(team, [first.id, second.id]);
    await team.edit(`queues/${team.queueId}`, { strategy: 'round_robin' });
    expect(await assigned(team, first.id)).toBe(team.members[0]);
    expect(await assigned(team, second.id)).toBe(team.members[0]);
  });
});

describe('on a test clock', () => {
  const FRIDAY_EVENING = '2026-11-27T17:00:00.000Z';
  const MONDAY_OPENING = '2026-11-30T08:00:00.000Z';

  /** A member with office hours, and a clock that stands after them. */
  async function openOffice(capacity: number) {
    const team = await openTeam(stack, { members: [{ capacity }], mode: 'test' });
    const weekly = { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']] };
    const calendarId = await team.create('calendars', { name: 'Office', timezone: 'Europe/Berlin', weekly });
    await team.edit(`owners/${team.members[0]}`, { calendarId });
    const testClockId = await team.create('test-clocks', { now: FRIDAY_EVENING });
    const advance = async (to: string) => {
      expect((await team.call('POST', `test-clocks/${testClockId}/advance`, { to })).status).toBe(200);
    };
    return { team, testClockId, advance };
  }

  test('what comes at night is assigned at the opening, by the advance of the clock', async () => {
    const { team, testClockId, advance } = await openOffice(1);
    const { id } = await team.submit({ testClockId, priority: 'low' });
    await waiting(team, [id]);
    await advance('2026-11-30T07:59:59.000Z');
    await waiting(team, [id]);
    await advance('2026-11-30T10:00:00.000Z');
    const holder = { ownerId: team.members[0], since: MONDAY_OPENING };
    expect(await team.handoff(id)).toMatchObject({ state: 'assigned', holder });
  });

  test('of more than can be taken on at the opening, what is due first is assigned', async () => {
    const { team, testClockId, advance } = await openOffice(2);
    const priorities = ['low', 'high', 'urgent', 'normal'] as const;
    const ids: string[] = [];
    for (const priority of priorities) ids.push((await team.submit({ testClockId, priority })).id);
    await advance(MONDAY_OPENING);
    const states = await Promise.all(ids.map(async (id) => (await team.handoff(id)).state));
    expect(states).toEqual(['pending', 'assigned', 'assigned', 'pending']);
  });
});

function absent(): object {
  return { outOfOffice: [{ from: '2020-01-01T00:00:00.000Z', to: '2090-01-01T00:00:00.000Z' }] };
}
