import { beforeEach, describe, expect, test } from 'vitest';
import { clockOf, type Office, openOffice, PACKET } from '../support/lifecycle.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

const SUBJECT = { type: 'account', id: 'acme-42' };

/** Edits the contract and publishes it again. */
async function publishNext(edit: object): Promise<number> {
  const path = `/v1/contracts/${office.contractId}`;
  expect((await office.call('PATCH', path, edit)).status).toBe(200);
  return (await office.call('POST', `${path}/publish`)).json.version;
}

describe('the terms of a handoff', () => {
  test('are those of the version it was submitted under, for all its attempts', async () => {
    const id = await office.submit();
    const slower = { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT9H' };
    const fix = { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT8H' };
    const rejectionReasons = [{ code: 'other', class: 'clerical', label: 'Something else' }];
    expect(await publishNext({ clocks: [slower, fix], pauseReasons: [], rejectionReasons })).toBe(2);
    await office.done(id, 'reject', { reason: 'incomplete', fields: ['/goals'] });
    const again = await office.done(id, 'resubmit', { packet: { goals: 'Live by April' } });
    expect(again).toMatchObject({ attempt: 2, contractVersion: 1 });
    expect(clockOf(again, 'accept')).toMatchObject({ attempt: 2, remainingSeconds: 4 * 3600 });
    const next = (await office.call('GET', `/v1/handoffs/${await office.submit()}`)).json;
    expect(next.contractVersion).toBe(2);
    expect(clockOf(next, 'accept')).toMatchObject({ remainingSeconds: 9 * 3600 });
  });

  test('hold to the end after the contract was retired; a new submission is told the successor', async () => {
    const id = await office.submit();
    const successor = await office.publish({ fallback: { ownerId: office.ben } });
    await office.call('POST', `/v1/contracts/${office.contractId}/retire`, { successorId: successor });
    await office.done(id, 'accept');
    expect((await office.done(id, 'complete', { outcome: {} })).state).toBe('completed');
    const json = { contractId: office.contractId, subject: SUBJECT, packet: PACKET };
    const late = await office.call('POST', '/v1/handoffs', json);
    expect(late.json).toMatchObject({ status: 409, code: 'contract_retired', successorId: successor });
  });

  test('are overridden at submission only by a key that may, with a reason that is kept', async () => {
    const json = { contractId: office.contractId, subject: SUBJECT, packet: { goals: '' } };
    const override = { reason: 'Strategic customer; the goals follow' };
    const refused = await office.call('POST', '/v1/handoffs', json);
    expect(refused.json).toMatchObject({ status: 422, code: 'not_ready' });
    const plain = await office.call('POST', '/v1/api-keys', {
      name: 'CRM',
      scopes: ['handoffs:write', 'handoffs:read'],
    });
    const forbidden = await office.call('POST', '/v1/handoffs', { ...json, override }, {}, plain.json.secret);
    expect(forbidden.status).toBe(403);
    const taken = await office.call('POST', '/v1/handoffs', { ...json, override });
    expect(taken.status).toBe(201);
    expect((await office.call('GET', `/v1/handoffs/${taken.json.id}`)).json.override).toEqual(override);
  });
});
