import type { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { createCalendar } from '#services/calendar/create-calendar.ts';
import { advanceHandoff } from '#services/deadline/advance-handoff.ts';
import { sweepDeadlines } from '#services/deadline/sweep-deadlines.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { DueIndex } from '#storage/due-index.ts';
import { NOON } from '../../api/support/test-app.ts';
import { ACCEPT_CLOCK } from '../../support/contracts.ts';
import { HOUR } from '../../support/instants.ts';
import { type Staff, staff } from '../support/staff.ts';

/** The next day, a Monday, at nine. */
const OPENING = addSeconds(NOON, 21 * HOUR);

let team: Staff;
let queueId: string;
let members: string[];
beforeEach(async () => {
  team = staff();
  const weekly = { mon: [['09:00', '17:00']] as [string, string][] };
  const office = { name: 'Office', timezone: 'UTC', weekly, holidays: [], overrides: {} };
  const { id: calendarId } = await createCalendar(team.context(), office);
  members = [await team.owner({ calendarId, capacity: 1 }), await team.owner({ calendarId, capacity: 1 })];
  queueId = await team.queue({ members: members.map((ownerId) => ({ ownerId, weight: 1 })) });
});

/** Submits so many at night, one a minute, each due 48 hours later. */
async function waiting(count = 1): Promise<string[]> {
  const clocks = [{ ...ACCEPT_CLOCK, target: 'PT48H' }];
  const contractId = await team.contract({ routing: { fallback: { queueId } }, clocks });
  const ids: string[] = [];
  for (let minute = 0; minute < count; minute++) {
    team.clock.now = addSeconds(NOON, minute * 60);
    ids.push((await team.submit(contractId)).id);
  }
  return ids;
}

const fire = (id: string) => advanceHandoff(team.context(), id);

async function stored(id: string) {
  return team.context().stores.handoffs.get(id);
}

describe('the time at which somebody may be free', () => {
  test('is a deadline of what waits', async () => {
    const [id = ''] = await waiting();
    expect(await fire(id)).toEqual({ status: 'early', next: OPENING });
  });

  test('has it routed when it comes, and noticed late is told as late', async () => {
    const [id = ''] = await waiting();
    team.clock.now = addSeconds(OPENING, 30);
    expect(await fire(id)).toMatchObject({ status: 'recorded', lagSeconds: 30 });
    expect(await stored(id)).toMatchObject({ state: 'assigned', holder: { queueId, since: addSeconds(OPENING, 30) } });
    expect((await fire(id)).status).toBe('early');
  });

  test('comes three times at once, and it is given to one, once', async () => {
    const [id = ''] = await waiting();
    team.clock.now = OPENING;
    const found = await Promise.all([fire(id), fire(id), fire(id)]);
    expect(found.filter(({ status }) => status === 'recorded')).toHaveLength(1);
    const { data } = await team.context().stores.handoffs.events(id, { afterSequence: 0, limit: 100 });
    expect(data.filter(({ type }) => type === 'handoff.assigned')).toHaveLength(1);
  });

  test('that no timer told of is found by the sweep, and counted as lost', async () => {
    const [id = ''] = await waiting();
    team.clock.now = addSeconds(OPENING, 300);
    const repaired: number[] = [];
    const metrics = { detectionLag: () => undefined, repairedDeadlines: (count: number) => void repaired.push(count) };
    const system = { enter: team.context, now: () => team.clock.now, metrics };
    const pk = { S: `T#${team.context().tenantId}#live#handoff#${id}` };
    const send = async ({ input }: QueryCommand) => ({
      Items: input.ExpressionAttributeValues?.[':shard']?.S === 'due#0' ? [{ pk, nextDeadlineAt: { S: OPENING } }] : [],
    });
    const index = new DueIndex({ send } as unknown as DynamoDBClient, 'baton');
    expect(await sweepDeadlines(system, index, () => undefined)).toEqual({ repaired: 1, failed: 0 });
    expect(repaired[0]).toBe(1);
    expect((await stored(id))?.state).toBe('assigned');
  });

  test('moves on where nobody is free after all, so that it does not fire again and again', async () => {
    const [id = ''] = await waiting();
    for (const ownerId of members) {
      const until = addSeconds(OPENING, 2 * HOUR);
      await updateOwner(team.context(), ownerId, { outOfOffice: [{ from: NOON, to: until }] });
    }
    team.clock.now = OPENING;
    expect((await fire(id)).status).toBe('recorded');
    expect(await fire(id)).toEqual({ status: 'early', next: addSeconds(OPENING, 2 * HOUR) });
  });

  test('never comes for what time alone frees nobody for', async () => {
    for (const ownerId of members) await updateOwner(team.context(), ownerId, { active: false });
    const [id = ''] = await waiting();
    expect(await stored(id)).not.toHaveProperty('routeAgainAt');
  });
});

describe('at the opening of an office, for which many wait', () => {
  test('those are given out first that are due first, in whatever order their timers fire', async () => {
    const ids = await waiting(6);
    team.clock.now = OPENING;
    await Promise.all(ids.toReversed().map(fire));
    const states = await Promise.all(ids.map(async (id) => (await stored(id))?.state));
    expect(states).toEqual(['assigned', 'assigned', 'pending', 'pending', 'pending', 'pending']);
  });

  test('one timer that fires alone gives out what is due before it, and it in its turn', async () => {
    const [first = '', second = ''] = await waiting(2);
    team.clock.now = OPENING;
    expect((await fire(second)).status).toBe('recorded');
    expect([(await stored(first))?.state, (await stored(second))?.state]).toEqual(['assigned', 'assigned']);
  });
});
