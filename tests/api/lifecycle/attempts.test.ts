import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { clockOf, HOUR, type Office, openOffice, PACKET } from '../support/lifecycle.ts';
import { NOON } from '../support/test-app.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const REJECTION = { reason: 'incomplete', fields: ['/goals'] };
const MENDED = { packet: { goals: 'Live by April' } };

describe('resubmitting', () => {
  test('begins attempt 2 with a fresh accept clock, meets the clock of the sender, and keeps both packets', async () => {
    const id = await office.submit();
    const rejected = await office.done(id, 'reject', REJECTION);
    expect(clockOf(rejected, 'fix')).toMatchObject({ state: 'running', attempt: 1 });
    office.at(HOUR);
    const again = await office.done(id, 'resubmit', MENDED);
    expect(again).toMatchObject({ state: 'assigned', attempt: 2, packetRevision: 2, holder: { ownerId: office.ana } });
    expect(again).not.toHaveProperty('rejection');
    expect(clockOf(again, 'fix')).toMatchObject({ state: 'met', elapsedSeconds: HOUR });
    expect(clockOf(again, 'accept')).toMatchObject({ state: 'running', attempt: 2, dueAt: addSeconds(NOON, 5 * HOUR) });
    expect(clockOf(again, 'touch')).toMatchObject({ state: 'running', attempt: 1, elapsedSeconds: HOUR });
    const packetOf = async (revision: number) =>
      (await office.call('GET', `/v1/handoffs/${id}/packet?revision=${revision}`)).json.packet;
    expect([await packetOf(1), await packetOf(2)]).toEqual([PACKET, MENDED.packet]);
  });

  test('mends any field that a packet can have, however long its name', async () => {
    const id = await office.submit();
    const fields = [`/${'~1'.repeat(256)}`];
    await office.done(id, 'reject', { ...REJECTION, fields });
    const packet = { ...PACKET, ['/'.repeat(256)]: 'Mended' };
    expect(await office.done(id, 'resubmit', { packet })).toMatchObject({ attempt: 2 });
    const refused = await office.command(id, 'reject', { ...REJECTION, fields: [`/${'a'.repeat(513)}`] });
    expect(refused.json.errors).toMatchObject([{ pointer: '/fields/0', code: 'too_big' }]);
  });

  test('counts what a cited criterion looks at as cited', async () => {
    const id = await office.submit();
    await office.done(id, 'reject', { reason: 'incomplete', criteria: ['goals_said'] });
    const same = await office.command(id, 'resubmit', { packet: { ...PACKET, risks: 'None' } });
    expect(same.json.errors).toMatchObject([
      { pointer: '/packet', code: 'nothing_changed', details: { cited: ['/goals'] } },
    ]);
    expect((await office.done(id, 'resubmit', MENDED)).attempt).toBe(2);
  });

  test('needs nothing mended under an override, which is kept for that attempt', async () => {
    const id = await office.submit();
    await office.done(id, 'reject', REJECTION);
    const override = { reason: 'They will say on Friday.' };
    expect(await office.done(id, 'resubmit', { packet: { goals: '' }, override })).toMatchObject({
      attempt: 2,
      override,
    });
  });

  test('ends with the last attempt: both sides are told, and only calling it off is left', async () => {
    const id = await office.submit();
    await office.done(id, 'reject', REJECTION);
    await office.done(id, 'resubmit', MENDED);
    const last = await office.done(id, 'reject', REJECTION);
    expect(last).toMatchObject({ state: 'rejected', attempt: 2 });
    expect(clockOf(last, 'fix')).toMatchObject({ attempt: 1, state: 'met' });
    expect((await office.types(id)).at(-1)).toBe('handoff.escalated');
    const refused = await office.command(id, 'resubmit', MENDED);
    expect(refused.json).toMatchObject({ status: 409, code: 'illegal_transition', state: 'rejected' });
    expect(refused.json.allowed).toContain('cancel');
    expect(refused.json.allowed).not.toContain('resubmit');
  });
});

describe('reassigning', () => {
  test('asks the next owner to accept, and the clocks go on', async () => {
    const id = await office.accepted();
    office.at(HOUR);
    const moved = await office.done(id, 'reassign', { ownerId: office.ben, reason: 'Ana is away' });
    expect(moved).toMatchObject({ state: 'assigned', holder: { ownerId: office.ben, since: addSeconds(NOON, HOUR) } });
    expect(clockOf(moved, 'complete')).toMatchObject({ state: 'running', startedAt: NOON, elapsedSeconds: HOUR });
    expect((await office.done(id, 'accept')).state).toBe('accepted');
  });

  test('of a misroute begins the accept clock anew, once per attempt', async () => {
    const id = await office.submit();
    office.at(HOUR);
    const reason = 'A renewal';
    const queued = await office.done(id, 'reassign', { queueId: office.queue, reason, misroute: true });
    expect(queued).toMatchObject({ state: 'pending', holder: { queueId: office.queue } });
    expect(clockOf(queued, 'accept')).toMatchObject({ state: 'running', startedAt: addSeconds(NOON, HOUR) });
    expect(queued.clocks).toMatchObject([
      { name: 'accept', state: 'cancelled' },
      { name: 'touch' },
      { name: 'accept' },
    ]);
    office.at(2 * HOUR);
    const again = await office.done(id, 'reassign', { ownerId: office.ben, reason, misroute: true });
    expect(clockOf(again, 'accept')).toEqual({
      ...Object(clockOf(queued, 'accept')),
      elapsedSeconds: HOUR,
      remainingSeconds: 3 * HOUR,
    });
  });

  test('from a queue to a person is an assignment', async () => {
    const id = await office.submit(await office.publish({ fallback: { queueId: office.queue } }));
    await office.done(id, 'reassign', { ownerId: office.ben, reason: 'Her account' });
    const types = await office.types(id);
    expect(types.at(-1)).toBe('handoff.assigned');
    expect(types).not.toContain('handoff.reassigned');
  });
});
