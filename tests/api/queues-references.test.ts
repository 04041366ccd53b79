import { beforeEach, describe, expect, test } from 'vitest';
import { NOBODY, type Office, openOffice } from './support/lifecycle.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const patch = (id: string, change: object) => office.call('PATCH', `/v1/queues/${id}`, change);
const remove = (id: string) => office.call('DELETE', `/v1/queues/${id}`);
const add = async (input: object = {}) => (await office.created('/v1/queues', { name: 'EMEA', ...input })).id;

async function refusedFor(answer: ReturnType<Office['call']>): Promise<readonly [string, string][]> {
  const { status, json } = await answer;
  expect([status, json.code]).toEqual([422, 'validation_failed']);
  return json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]);
}

describe('a queue', () => {
  test('is kept with strategy, weights and fallback', async () => {
    const members = [{ ownerId: office.ana, weight: 3 }, { ownerId: office.ben }];
    const input = { name: 'EMEA', strategy: 'weighted', members, fallback: { queueId: office.queue } };
    const added = await office.call('POST', '/v1/queues', input);
    expect(added.json).toMatchObject({ ...input, members: [members[0], { ownerId: office.ben, weight: 1 }] });
    expect((await office.call('GET', `/v1/queues/${added.json.id}`)).json).toEqual(added.json);
  });

  test('loses a fallback that is null, and keeps what is not sent', async () => {
    const id = await add({
      strategy: 'round_robin',
      members: [{ ownerId: office.ana }],
      fallback: { ownerId: office.ben },
    });
    const { json } = await patch(id, { fallback: null });
    expect(json).toMatchObject({ strategy: 'round_robin', members: [{ ownerId: office.ana }], version: 2 });
    expect(Object.keys(json)).not.toContain('fallback');
  });

  test('that is not there cannot be changed, whatever is sent', async () => {
    expect((await patch(`que_${NOBODY}`, { strategy: 'weighted', members: [] })).json.code).toBe('not_found');
  });
});

test('the list of queues can be that of those whose name holds a text', async () => {
  await add({ name: 'EMEA tier 2' });
  const { json } = await office.call('GET', '/v1/queues?name=tier');
  expect(json.data.map(({ name }: { name: string }) => name)).toEqual(['EMEA tier 2']);
  expect(json.nextCursor).toBeNull();
});

describe('a queue is refused', () => {
  test('for members and a fallback that are not there, and members named twice, all at once', async () => {
    const members = [{ ownerId: `own_${NOBODY}` }, { ownerId: office.ana }, { ownerId: office.ana, weight: 2 }];
    const input = { name: 'EMEA', members, fallback: { queueId: `que_${NOBODY}` } };
    const causes = [
      ['/members/0/ownerId', 'unknown_owner'],
      ['/members/2/ownerId', 'duplicate'],
      ['/fallback/queueId', 'unknown_queue'],
    ];
    expect(await refusedFor(office.call('POST', '/v1/queues', input))).toEqual(causes);
    expect(await refusedFor(patch(office.queue, input))).toEqual(causes);
    expect(await refusedFor(patch(office.queue, { fallback: { ownerId: `own_${NOBODY}` } }))).toEqual([
      ['/fallback/ownerId', 'unknown_owner'],
    ]);
  });

  test('for weights that cannot be, in one round with all else that is wrong with the members', async () => {
    const ana = { ownerId: office.ana, weight: 0 };
    const members = [ana, { ownerId: office.ana, weight: 101 }, { ownerId: `own_${NOBODY}`, weight: -1 }];
    const causes = [
      ['/members/2/ownerId', 'unknown_owner'],
      ['/members/1/ownerId', 'duplicate'],
      ['/members/0/weight', 'too_small'],
      ['/members/1/weight', 'too_big'],
      ['/members/2/weight', 'too_small'],
    ];
    expect(await refusedFor(office.call('POST', '/v1/queues', { name: 'EMEA', members }))).toEqual(causes);
    expect(await refusedFor(patch(office.queue, { members }))).toEqual(causes);
  });

  test.each(['round_robin', 'weighted', 'least_loaded'])(
    'without members whom %s could choose from',
    async (strategy) => {
      const empty = ['/members', 'empty_queue'];
      expect(await refusedFor(office.call('POST', '/v1/queues', { name: 'EMEA', strategy }))).toEqual([empty]);
      const id = await add({ strategy, members: [{ ownerId: office.ana }] });
      expect(await refusedFor(patch(id, { members: [] }))).toEqual([empty]);
      expect(await refusedFor(patch(office.queue, { strategy }))).toEqual([['/strategy', 'empty_queue']]);
      expect((await patch(id, { strategy: 'manual', members: [] })).status).toBe(200);
    },
  );

  test.each([
    ['a strategy that is none', { strategy: 'random' }, '/strategy'],
    ['half a weight', { members: [{ ownerId: `own_${NOBODY}`, weight: 0.5 }] }, '/members/0/weight'],
    [
      'more than 200 members',
      { members: Array.from({ length: 201 }, () => ({ ownerId: `own_${NOBODY}` })) },
      '/members',
    ],
  ])('with %s', async (_what, members, pointer) => {
    const causes = await refusedFor(office.call('POST', '/v1/queues', { name: 'EMEA', ...members }));
    expect(causes.map(([at]) => at)).toEqual([pointer]);
  });
});

describe('fallbacks of queues', () => {
  test('may not lead back, over however many queues; the refusal names the way', async () => {
    const b = await add({ fallback: { queueId: office.queue } });
    const c = await add({ fallback: { queueId: b } });
    const refused = await patch(office.queue, { fallback: { queueId: c } });
    expect(refused.json.errors).toMatchObject([
      { pointer: '/fallback/queueId', code: 'cyclic_fallbacks', details: { queues: [c, b, office.queue] } },
    ]);
    const own = patch(office.queue, { fallback: { queueId: office.queue } });
    expect(await refusedFor(own)).toEqual([['/fallback/queueId', 'self_reference']]);
  });

  test('may be five in a row, and not six, as the sixth would not be asked', async () => {
    let last = office.queue;
    for (let count = 1; count <= 5; count++) last = await add({ fallback: { queueId: last } });
    const input = { name: 'One more', fallback: { queueId: last } };
    expect(await refusedFor(office.call('POST', '/v1/queues', input))).toEqual([
      ['/fallback/queueId', 'too_many_fallbacks'],
    ]);
    const circle = patch(office.queue, { fallback: { queueId: last } });
    expect(await refusedFor(circle)).toEqual([['/fallback/queueId', 'cyclic_fallbacks']]);
  });
});

describe('a queue is not removed', () => {
  test('while handoffs wait in it or others fall back to it: the refusal names the first ten of each', async () => {
    const contract = await office.publish({ fallback: { queueId: office.queue } });
    const waiting: string[] = [];
    for (let count = 1; count <= 11; count++) waiting.push(await office.submit(contract));
    const other = await add({ fallback: { queueId: office.queue } });
    const { status, json } = await remove(office.queue);
    expect([status, json.code]).toEqual([409, 'in_use']);
    expect(json).toMatchObject({ handoffs: waiting.slice(0, 10), queues: [other] });
    for (const id of waiting) await office.done(id, 'cancel', { reason: 'Withdrawn' });
    const rest = (await remove(office.queue)).json;
    expect(rest).toMatchObject({ code: 'in_use', queues: [other] });
    expect(Object.keys(rest)).not.toContain('handoffs');
    await patch(other, { fallback: null });
    expect((await remove(office.queue)).status).toBe(204);
  });

  test('but is although a contract in force names it: that goes on to its fallback', async () => {
    const rules = [{ id: 'all', when: 'true', assign: { queueId: office.queue } }];
    const contract = await office.publish({ rules, fallback: { ownerId: office.ben } });
    expect((await remove(office.queue)).status).toBe(204);
    expect(await office.get(await office.submit(contract))).toMatchObject({ holder: { ownerId: office.ben } });
  });
});
