import { beforeEach, describe, expect, test } from 'vitest';
import { CALENDAR } from '#api/schemas/calendar-examples.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import { NOBODY, type Office, openOffice } from './support/lifecycle.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const day = (date: number) => instantFromEpoch(Date.UTC(2027, 2, date));
const away = (from: number, to: number, delegateId?: string) => ({
  from: day(from),
  to: day(to),
  ...(delegateId === undefined ? {} : { delegateId }),
});
const patch = (id: string, change: object) => office.call('PATCH', `/v1/owners/${id}`, change);
const remove = (id: string) => office.call('DELETE', `/v1/owners/${id}`);
const add = async (input: object) => (await office.created('/v1/owners', { name: 'Cleo', ...input })).id;

async function refusedFor(answer: ReturnType<Office['call']>): Promise<readonly [string, string][]> {
  const { status, json } = await answer;
  expect([status, json.code]).toEqual([422, 'validation_failed']);
  return json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]);
}

describe('an owner', () => {
  test('is kept with calendar, capacity and absences, and shown as it was added', async () => {
    const { id: calendarId } = await office.created('/v1/calendars', CALENDAR);
    const input = { name: 'Cleo', calendarId, capacity: 0, outOfOffice: [away(1, 8, office.ana), away(9, 10)] };
    const added = await office.call('POST', '/v1/owners', input);
    expect(added.json).toMatchObject({ ...input, active: true, openHandoffs: 0 });
    expect((await office.call('GET', `/v1/owners/${added.json.id}`)).json).toEqual(added.json);
  });

  test('loses by a change what is null or an empty list, and keeps what is not sent', async () => {
    const { id: calendarId } = await office.created('/v1/calendars', CALENDAR);
    const id = await add({ calendarId, capacity: 3, outOfOffice: [away(1, 8)], email: 'cleo@acme.example' });
    expect((await patch(id, { calendarId: null, outOfOffice: [] })).json).toMatchObject({ capacity: 3 });
    const { json } = await patch(id, { capacity: null });
    expect(json).toMatchObject({ name: 'Cleo', email: 'cleo@acme.example', active: true, outOfOffice: [], version: 3 });
    expect(Object.keys(json)).not.toContain('capacity');
    expect(Object.keys(json)).not.toContain('calendarId');
  });

  test('loses their manager and their address by a change to null', async () => {
    const id = await add({ managerId: office.ana, email: 'cleo@acme.example' });
    const { json } = await patch(id, { managerId: null, email: null });
    expect(json).not.toHaveProperty('managerId');
    expect(json).not.toHaveProperty('email');
    expect((await office.call('GET', `/v1/owners/${id}`)).json).toEqual(json);
  });

  test('who is not there cannot be changed, whatever is sent', async () => {
    expect((await patch(`own_${NOBODY}`, { managerId: `own_${NOBODY}` })).json.code).toBe('not_found');
  });
});

describe('the list of owners', () => {
  const listed = async (query: string) => (await office.call('GET', `/v1/owners?${query}`)).json;
  const namesIn = (page: { data: { name: string }[] }) => page.data.map(({ name }) => name);

  test('can be that of those who are active, or not, and of those whose name holds a text', async () => {
    await add({ name: 'Dana', active: false });
    await add({ name: 'Anabel' });
    expect(namesIn(await listed('active=false'))).toEqual(['Dana']);
    expect(namesIn(await listed('name=ANA'))).toEqual(['Ana', 'Dana', 'Anabel']);
    expect(namesIn(await listed('name=ana&active=true'))).toEqual(['Ana', 'Anabel']);
    expect(await listed('name=nobody')).toEqual({ data: [], nextCursor: null });
  });

  test('goes on behind the last that matched, and leaves nobody out', async () => {
    for (const name of ['Dana', 'Emil', 'Hana', 'Joana']) await add({ name });
    const first = await listed('name=ana&limit=2');
    const second = await listed(`name=ana&limit=2&cursor=${first.nextCursor}`);
    expect([...namesIn(first), ...namesIn(second)]).toEqual(['Ana', 'Dana', 'Hana', 'Joana']);
    expect(second.nextCursor).toBeNull();
  });

  test.each(['active=yes', 'active=', 'name=', `name=${'a'.repeat(201)}`])('is refused for %s', async (query) => {
    expect(await listed(query)).toMatchObject({ code: 'validation_failed' });
  });
});

describe('references of an owner that lead nowhere are refused', () => {
  test('all at once, each at its place', async () => {
    const input = {
      name: 'Cleo',
      managerId: `own_${NOBODY}`,
      calendarId: `cal_${NOBODY}`,
      outOfOffice: [away(1, 8, office.ana), away(9, 10, `own_${NOBODY}`)],
    };
    expect(await refusedFor(office.call('POST', '/v1/owners', input))).toEqual([
      ['/managerId', 'unknown_owner'],
      ['/calendarId', 'unknown_calendar'],
      ['/outOfOffice/1/delegateId', 'unknown_owner'],
    ]);
  });

  test('as by a change', async () => {
    const change = { managerId: office.ana, calendarId: `cal_${NOBODY}`, outOfOffice: [away(1, 8, office.ana)] };
    expect(await refusedFor(patch(office.ana, change))).toEqual([
      ['/managerId', 'self_reference'],
      ['/calendarId', 'unknown_calendar'],
      ['/outOfOffice/0/delegateId', 'self_reference'],
    ]);
    expect((await office.call('GET', `/v1/owners/${office.ana}`)).json.version).toBe(1);
  });

  test('with an absence that ends before it begins, in one round', async () => {
    const input = { name: 'Cleo', managerId: `own_${NOBODY}`, outOfOffice: [away(8, 1, `own_${NOBODY}`)] };
    expect(await refusedFor(office.call('POST', '/v1/owners', input))).toEqual([
      ['/managerId', 'unknown_owner'],
      ['/outOfOffice/0/to', 'invalid'],
      ['/outOfOffice/0/delegateId', 'unknown_owner'],
    ]);
  });

  test.each([
    ['an absence that ends before it begins', { outOfOffice: [away(8, 1)] }, '/outOfOffice/0/to'],
    ['an absence that never ends', { outOfOffice: [{ from: day(1) }] }, '/outOfOffice/0/to'],
    ['more than 50 absences', { outOfOffice: Array.from({ length: 51 }, () => away(1, 2)) }, '/outOfOffice'],
    ['a negative capacity', { capacity: -1 }, '/capacity'],
    ['half a handoff as a capacity', { capacity: 0.5 }, '/capacity'],
    ['a capacity beyond the largest', { capacity: 10_001 }, '/capacity'],
  ])('as is %s', async (_what, members, pointer) => {
    const causes = await refusedFor(office.call('POST', '/v1/owners', { name: 'Cleo', ...members }));
    expect(causes.map(([at]) => at)).toEqual([pointer]);
  });
});

describe('delegates', () => {
  test('may not lead back while all of them are away; the refusal names the way', async () => {
    const cleo = await add({ outOfOffice: [away(1, 8, office.ana)] });
    await patch(office.ben, { outOfOffice: [away(3, 9, cleo)] });
    const refused = await patch(office.ana, { outOfOffice: [away(5, 20, office.ben)] });
    expect(refused.json.errors).toMatchObject([
      {
        pointer: '/outOfOffice/0/delegateId',
        code: 'cyclic_delegates',
        details: { from: day(5), owners: [office.ben, cleo, office.ana] },
      },
    ]);
  });

  test('may stand in for each other at different times', async () => {
    expect((await patch(office.ana, { outOfOffice: [away(1, 8, office.ben)] })).status).toBe(200);
    expect((await patch(office.ben, { outOfOffice: [away(8, 15, office.ana)] })).status).toBe(200);
  });

  test('are followed through five others, and no further than routing follows them', async () => {
    const others: string[] = [];
    for (let count = 1; count <= 5; count++) {
      others.push(await add({ outOfOffice: [away(1, 8, others.at(-1) ?? office.ana)] }));
    }
    const causes = await refusedFor(patch(office.ana, { outOfOffice: [away(1, 8, others.at(-1))] }));
    expect(causes).toEqual([['/outOfOffice/0/delegateId', 'cyclic_delegates']]);
  });
});

describe('an owner with open handoffs', () => {
  test('says how many, and keeps them when set inactive', async () => {
    const first = await office.submit();
    const second = await office.accepted();
    await office.done(await office.submit(), 'cancel', { reason: 'Withdrawn' });
    expect((await office.call('GET', `/v1/owners/${office.ana}`)).json.openHandoffs).toBe(2);
    expect((await patch(office.ana, { active: false })).json).toMatchObject({ active: false, openHandoffs: 2 });
    for (const id of [first, second]) expect(await office.get(id)).toMatchObject({ holder: { ownerId: office.ana } });
  });

  test('is not removed: the refusal names the first ten of each kind that needs them', async () => {
    const handoffs: string[] = [];
    for (let count = 1; count <= 11; count++) handoffs.push(await office.submit());
    const { id: member } = await office.created('/v1/queues', { name: 'A', members: [{ ownerId: office.ana }] });
    const fallback = await office.created('/v1/queues', { name: 'B', fallback: { ownerId: office.ana } });
    await patch(office.ben, { outOfOffice: [away(1, 8, office.ana)] });
    const { status, json } = await remove(office.ana);
    expect([status, json.code]).toEqual([409, 'in_use']);
    expect(json).toMatchObject({
      handoffs: handoffs.slice(0, 10),
      queues: [member, fallback.id],
      owners: [office.ben],
    });
  });
});

describe('an owner with whom nothing is open', () => {
  test('is not removed while they are a delegate from now on, and is once that is over', async () => {
    const cleo = await add({});
    await patch(office.ben, { outOfOffice: [away(1, 8, cleo)] });
    const refused = (await remove(cleo)).json;
    expect(refused).toMatchObject({ code: 'in_use', owners: [office.ben] });
    expect(Object.keys(refused)).not.toContain('queues');
    office.app.clock.now = day(8);
    expect((await remove(cleo)).status).toBe(204);
  });

  test('is removed when a queue no longer lists them', async () => {
    const cleo = await add({});
    const { id } = await office.created('/v1/queues', { name: 'A', members: [{ ownerId: cleo }] });
    expect((await remove(cleo)).json).toMatchObject({ code: 'in_use', queues: [id] });
    expect((await office.call('PATCH', `/v1/queues/${id}`, { members: [] })).status).toBe(200);
    expect((await remove(cleo)).status).toBe(204);
  });

  test('is removed although a contract in force names them: that goes on to its fallback', async () => {
    const cleo = await add({});
    const rules = [{ id: 'all', when: 'true', assign: { ownerId: cleo } }];
    const contract = await office.publish({ rules, fallback: { ownerId: office.ben } });
    expect((await remove(cleo)).status).toBe(204);
    expect(await office.get(await office.submit(contract))).toMatchObject({ holder: { ownerId: office.ben } });
  });
});
