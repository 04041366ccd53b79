import { beforeEach, describe, expect, test } from 'vitest';
import { NOBODY, type Office, openOffice } from './support/lifecycle.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const reason = 'Ana leaves at the end of the month.';
const handOver = (body: object, from = office.ana, by = office.key) =>
  office.call('POST', `/v1/owners/${from}/hand-over`, { reason, ...body }, {}, by);

async function handedOver(body: object) {
  const answer = await handOver({ dryRun: false, ...body });
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
}

describe('handing over what an owner has', () => {
  test('is a dry run unless it says otherwise: it tells what the real one then does, and stores nothing', async () => {
    const assigned = await office.submit();
    const accepted = await office.accepted();
    const before = [await office.get(assigned), await office.get(accepted)];
    const trial = (await handOver({ to: { ownerId: office.ben } })).json;
    expect(trial).toEqual({
      dryRun: true,
      data: [
        { handoffId: assigned, state: 'assigned', holder: { ownerId: office.ben } },
        { handoffId: accepted, state: 'assigned', holder: { ownerId: office.ben } },
      ],
      handedOver: 2,
      skipped: 0,
      nextCursor: null,
    });
    expect([await office.get(assigned), await office.get(accepted)]).toEqual(before);
    expect(await handedOver({ to: { ownerId: office.ben } })).toEqual({ ...trial, dryRun: false });
    for (const id of [assigned, accepted]) {
      expect(await office.get(id)).toMatchObject({ state: 'assigned', holder: { ownerId: office.ben } });
      expect(await office.types(id)).toContain('handoff.reassigned');
    }
    expect(await handedOver({ to: { ownerId: office.ben } })).toMatchObject({ data: [], nextCursor: null });
  });

  test('goes on page by page, oldest first, until nothing is left', async () => {
    const ids: string[] = [];
    for (let count = 1; count <= 5; count++) ids.push(await office.submit());
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const page = await handedOver({
        to: { queueId: office.queue },
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      pages.push(page.data.map(({ handoffId }: { handoffId: string }) => handoffId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    for (const id of ids)
      expect(await office.get(id)).toMatchObject({ state: 'pending', holder: { queueId: office.queue } });
  });

  test('shows each of them once in a dry run of several pages', async () => {
    const ids = [await office.submit(), await office.submit(), await office.submit()];
    const first = (await handOver({ to: { ownerId: office.ben }, limit: 2 })).json;
    const rest = (await handOver({ to: { ownerId: office.ben }, limit: 2, cursor: first.nextCursor })).json;
    const shown = [...first.data, ...rest.data].map(({ handoffId }) => handoffId);
    expect(shown).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
  });

  test('works from an owner who is no longer active, and leaves them free to be removed', async () => {
    await office.accepted();
    const contract = await office.publish({ fallback: { ownerId: office.ben } });
    await office.call('PATCH', `/v1/owners/${office.ana}`, { active: false });
    expect(await handedOver({ to: { ownerId: office.ben } })).toMatchObject({ handedOver: 1 });
    expect((await office.call('DELETE', `/v1/owners/${office.ana}`)).status).toBe(204);
    expect(await office.get(await office.submit(contract))).toMatchObject({ holder: { ownerId: office.ben } });
  });
});

describe('a hand-over is refused before anything is moved', () => {
  test.each([
    ['to themselves', () => ({ ownerId: office.ana }), '/to/ownerId', 'self_reference'],
    ['to nobody', () => ({ ownerId: `own_${NOBODY}` }), '/to/ownerId', 'unknown_owner'],
    ['to no queue', () => ({ queueId: `que_${NOBODY}` }), '/to/queueId', 'unknown_queue'],
  ])('%s', async (_what, to, pointer, code) => {
    const id = await office.submit();
    const { status, json } = await handOver({ to: to(), dryRun: false });
    expect([status, json.code]).toEqual([422, 'validation_failed']);
    expect(json.errors).toMatchObject([{ pointer, code }]);
    expect(await office.get(id)).toMatchObject({ holder: { ownerId: office.ana } });
  });

  test('to somebody who is not active', async () => {
    await office.call('PATCH', `/v1/owners/${office.ben}`, { active: false });
    const { json } = await handOver({ to: { ownerId: office.ben } });
    expect(json.errors).toMatchObject([{ pointer: '/to/ownerId', code: 'inactive_owner' }]);
  });

  test('to somebody who is out of office, naming their delegate', async () => {
    const outOfOffice = [{ from: '2020-01-01T00:00:00Z', to: '2199-01-01T00:00:00Z', delegateId: office.ana }];
    await office.call('PATCH', `/v1/owners/${office.ben}`, { outOfOffice });
    const { status, json } = await handOver({ to: { ownerId: office.ben } });
    expect([status, json.errors]).toMatchObject([422, [{ pointer: '/to/ownerId', code: 'absent_owner' }]]);
    expect(json.errors[0].message).toContain(office.ana);
  });

  test('from somebody who is not there', async () => {
    expect((await handOver({ to: { ownerId: office.ben } }, `own_${NOBODY}`)).json.code).toBe('not_found');
  });

  test('with a cursor of another list', async () => {
    const cursor = Buffer.from(`1:${office.ana}`).toString('base64url');
    const { json } = await handOver({ to: { ownerId: office.ben }, cursor });
    expect(json.errors).toMatchObject([{ pointer: '/cursor', code: 'invalid_cursor' }]);
  });

  test('with a cursor of a hand-over to somebody else', async () => {
    for (let count = 0; count < 2; count++) await office.submit();
    const { nextCursor: cursor } = (await handOver({ to: { ownerId: office.ben }, limit: 1 })).json;
    const { json } = await handOver({ to: { queueId: office.queue }, limit: 1, cursor });
    expect(json.errors).toMatchObject([{ pointer: '/cursor', code: 'invalid_cursor' }]);
    expect((await handOver({ to: { ownerId: office.ben }, dryRun: false, cursor })).json).toMatchObject({
      handedOver: 1,
    });
  });

  test('without the scope to write handoffs', async () => {
    const narrow = await office.keyWith(['routing:write']);
    const { json } = await handOver({ to: { ownerId: office.ben } }, office.ana, narrow);
    expect(json).toMatchObject({ code: 'insufficient_scope', requiredScope: 'handoffs:write' });
  });
});
