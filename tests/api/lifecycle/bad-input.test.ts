import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { HOUR, NOBODY, type Office, openOffice, PACKET } from '../support/lifecycle.ts';
import { NOON } from '../support/test-app.ts';
import { type Causes, REFUSED } from './bad-input.ts';

let office: Office;
let accepted: string;
beforeEach(async () => {
  office = await openOffice();
  accepted = await office.accepted();
});

const reason = 'Because';

/** Asserts a refusal with just these causes, which left the handoff as it was. */
async function refused(id: string, verb: string, json: unknown, causes: Causes, by = office.key): Promise<void> {
  const before = await office.get(id);
  const answer = await office.command(id, verb, json, by);
  expect(answer, answer.text).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
  const found = answer.json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]);
  expect(found).toEqual(causes);
  expect(await office.get(id)).toEqual(before);
}

describe('what makes no sense is refused with its field, and nothing happens:', () => {
  test.each(REFUSED)('%s', async (_what, verb, json, causes) => {
    await refused(accepted, verb, json, causes);
  });

  test('a reassignment to an owner who is no longer active', async () => {
    await office.call('PATCH', `/v1/owners/${office.ben}`, { active: false });
    await refused(accepted, 'reassign', { ownerId: office.ben, reason }, [['/ownerId', 'unknown_owner']]);
  });

  test('a milestone that lies behind, by a key that may not override', async () => {
    const writer = await office.keyWith(['handoffs:write']);
    office.at(HOUR);
    const json = { name: 'first_touch', occurredAt: addSeconds(NOON, 60) };
    await refused(accepted, 'milestones', json, [['/occurredAt', 'backdating_not_allowed']], writer);
    expect((await office.command(accepted, 'milestones', { name: 'first_touch' }, writer)).status).toBe(200);
  });

  test('a resubmission in which nothing that was cited has changed', async () => {
    const id = await office.submit();
    await office.done(id, 'reject', { reason: 'incomplete', fields: ['/goals'] });
    await refused(id, 'resubmit', { packet: { ...PACKET, risks: 'None' } }, [['/packet', 'nothing_changed']]);
  });

  test('a resubmission that is not ready, with every gap', async () => {
    const id = await office.submit();
    await office.done(id, 'reject', { reason: 'incomplete', fields: ['/goals'] });
    const answer = await office.command(id, 'resubmit', { packet: { goals: '', risks: 7 } });
    expect(answer).toMatchObject({ status: 422, json: { code: 'not_ready' } });
    expect(answer.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/packet/risks',
      '/packet/goals',
    ]);
    expect(await office.get(id)).toMatchObject({ state: 'rejected', packetRevision: 1 });
  });

  test.each([
    ['that is not there, in test mode', `tcl_${NOBODY}`, 'unknown_test_clock'],
    ['that is no id', 'noon', 'invalid_format'],
  ])('a submission, or its trial, on a test clock %s', async (_what, testClockId, code) => {
    const json = { contractId: office.contractId, subject: { type: 'account', id: 'a' }, packet: PACKET, testClockId };
    for (const path of ['/v1/handoffs', '/v1/handoffs/check']) {
      const answer = await office.call('POST', path, json);
      expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: '/testClockId', code }] } });
    }
  });
});
