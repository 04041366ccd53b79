import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

let app: WholeApp;
let key: string;
let ana: string;
let ben: string;
let queue: string;

beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).test;
  ana = await created('/v1/owners', { name: 'Ana' });
  ben = await created('/v1/owners', { name: 'Ben' });
  queue = await created('/v1/queues', { name: 'EMEA', members: [{ ownerId: ben }] });
});

async function created(path: string, json: unknown): Promise<string> {
  const answer = await app.call('POST', path, { key, json });
  expect(answer.status, answer.text).toBe(201);
  return answer.json.id;
}

async function submitted(routing: object, escalation: readonly object[] = []): Promise<string> {
  const contractId = await created('/v1/contracts', {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    rejectionReasons: [{ code: 'wrong_team', class: 'procedural', label: 'Not for us' }],
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H' }],
    routing,
    escalation,
  });
  expect((await app.call('POST', `/v1/contracts/${contractId}/publish`, { key })).status).toBe(200);
  return created('/v1/handoffs', { contractId, subject: { type: 'account', id: 'acme-42' }, packet: {} });
}

const command = (id: string, verb: string, json: object) =>
  app.call('POST', `/v1/handoffs/${id}/${verb}`, { key, json });

async function deleteQueue(): Promise<void> {
  expect((await app.call('DELETE', `/v1/queues/${queue}`, { key })).status).toBe(204);
}

describe('a queue with members', () => {
  test('is claimed from by its members only, as they are at that moment', async () => {
    const id = await submitted({ fallback: { queueId: queue } });
    const refused = await command(id, 'accept', { ownerId: ana });
    expect([refused.status, refused.json.code]).toEqual([422, 'validation_failed']);
    expect(refused.json.errors).toMatchObject([{ pointer: '/ownerId', code: 'not_a_member' }]);
    expect((await app.call('GET', `/v1/handoffs/${id}`, { key })).json).toMatchObject({ state: 'pending', version: 2 });
    const members = [{ ownerId: ana }];
    expect((await app.call('PATCH', `/v1/queues/${queue}`, { key, json: { members } })).status).toBe(200);
    expect((await command(id, 'accept', { ownerId: ben })).json.errors).toMatchObject([{ code: 'not_a_member' }]);
    expect((await command(id, 'accept', { ownerId: ana })).json).toMatchObject({
      state: 'accepted',
      holder: { ownerId: ana, queueId: queue },
    });
  });
});

describe('a queue that was deleted although a published contract names it', () => {
  test('is passed over by an escalation, which hands over to the fallback', async () => {
    const steps = [{ id: 'move', at: { elapsed: 1 }, notify: ['owner'], reassign: { to: { queueId: queue } } }];
    const rules = [{ id: 'all', when: 'true', assign: { ownerId: ana } }];
    const id = await submitted({ rules, fallback: { ownerId: ben } }, [{ clock: 'accept', steps }]);
    await deleteQueue();
    app.clock.now = addSeconds(NOON, 5 * 3600);
    const { json } = await app.call('GET', `/v1/handoffs/${id}`, { key });
    expect(json).toMatchObject({ state: 'assigned', holder: { ownerId: ben } });
    expect((await command(id, 'accept', {})).json).toMatchObject({ state: 'accepted', holder: { ownerId: ben } });
  });

  test('does not receive what was rejected as misrouted: that goes back to the sender', async () => {
    const rules = [{ id: 'all', when: 'true', assign: { ownerId: ana } }];
    const id = await submitted({ rules, fallback: { queueId: queue } });
    await deleteQueue();
    const rejected = await command(id, 'reject', { reason: 'wrong_team' });
    expect(rejected.json).toMatchObject({ state: 'rejected', rejection: { class: 'procedural' } });
    expect(rejected.json.holder).not.toHaveProperty('queueId');
  });
});
