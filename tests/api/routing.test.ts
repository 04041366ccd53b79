import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR, NOBODY, type Office, openOffice, PACKET } from './support/lifecycle.ts';

let office: Office;
/** Ana and Ben by turns. */
let round: string;
beforeEach(async () => {
  office = await openOffice();
  const members = [{ ownerId: office.ana }, { ownerId: office.ben }];
  round = (await office.created('/v1/queues', { name: 'By turns', strategy: 'round_robin', members })).id;
});

const SUBJECT = { type: 'account', id: 'acme-42' };
const routingOf = async (id: string) => (await office.call('GET', `/v1/handoffs/${id}/routing`)).json;

describe('the routing of a handoff', () => {
  test('tells the decision: rules with results, members with the reason each was passed over, and the outcome', async () => {
    const rules = [
      { id: 'risky', when: 'packet.risks == "many"', assign: { ownerId: office.ben } },
      { id: 'any', when: 'packet.goals != ""', assign: { queueId: round } },
    ];
    const id = await office.submit(await office.publish({ rules }));
    expect(await routingOf(id)).toEqual({
      data: [
        {
          at: expect.any(String),
          rules: [
            { id: 'risky', matched: false, error: expect.any(String) },
            { id: 'any', matched: true },
          ],
          considered: [
            {
              assignee: { queueId: round },
              availability: 'available',
              via: 'rule',
              strategy: 'round_robin',
              picked: office.ana,
              members: [
                { ownerId: office.ana, availability: 'available', weight: 1, turn: 0 },
                { ownerId: office.ben, availability: 'available', weight: 1, turn: 0 },
              ],
            },
          ],
          outcome: { kind: 'assigned', ownerId: office.ana, queueId: round, reason: 'rule', ruleId: 'any' },
        },
      ],
      nextCursor: null,
    });
  });

  test('tells the latest decision first, with who rejected it as excluded', async () => {
    const id = await office.submit(await office.publish({ fallback: { queueId: round } }));
    expect(await office.done(id, 'reject', { reason: 'wrong_team' })).toMatchObject({
      holder: { ownerId: office.ben },
    });
    const { data } = await routingOf(id);
    expect(data.map(({ outcome }: { outcome: { ownerId: string } }) => outcome.ownerId)).toEqual([
      office.ben,
      office.ana,
    ]);
    expect(data[0].considered[0].members[0]).toEqual({ ownerId: office.ana, availability: 'excluded' });
  });

  test('of a handoff that is not there is not found', async () => {
    expect((await office.call('GET', `/v1/handoffs/hnd_${NOBODY}/routing`)).status).toBe(404);
  });
});

describe('simulating a contract', () => {
  const simulate = (id: string, json: object) =>
    office.call('POST', `/v1/contracts/${id}/simulate`, { packet: PACKET, subject: SUBJECT, ...json });

  test('tells readiness, routing and due instants under the draft, and under the version in force without one', async () => {
    const { ana, ben } = office;
    expect((await simulate(office.contractId, {})).json).toMatchObject({
      ready: true,
      routing: { to: { ownerId: ana }, trace: { outcome: { kind: 'assigned' } } },
      clocks: [
        { name: 'accept', target: 'PT4H' },
        { name: 'touch', target: 'PT20H' },
      ],
    });
    await office.call('PATCH', `/v1/contracts/${office.contractId}`, { routing: { fallback: { ownerId: ben } } });
    expect((await simulate(office.contractId, {})).json.routing.to).toEqual({ ownerId: ben });
  });

  test('uses nobody’s turn and keeps nothing', async () => {
    const contract = await office.publish({ fallback: { queueId: round } });
    for (let time = 0; time < 3; time++) {
      expect((await simulate(contract, {})).json.routing).toMatchObject({
        to: { ownerId: office.ana },
        queueId: round,
      });
    }
    expect((await office.call('GET', '/v1/handoffs')).json.data).toEqual([]);
    expect((await office.call('GET', `/v1/owners/${office.ana}`)).json.openHandoffs).toBe(0);
  });

  test('is as of the hour that is asked for: who is away then is passed over', async () => {
    const from = '2026-12-21T00:00:00Z';
    await office.call('PATCH', `/v1/owners/${office.ana}`, { outOfOffice: [{ from, to: '2027-01-04T00:00:00Z' }] });
    const contract = await office.publish({ fallback: { queueId: round } });
    const { json } = await simulate(contract, { at: '2026-12-24T10:00:00Z', priority: 'urgent' });
    expect(json.routing.to).toEqual({ ownerId: office.ben });
    expect(json.clocks[0]).toMatchObject({ startedAt: '2026-12-24T10:00:00.000Z', dueAt: '2026-12-24T11:00:00.000Z' });
  });

  test('tells every gap of a packet that is not ready', async () => {
    const { json } = await simulate(office.contractId, { packet: { goals: '' } });
    expect(json).toMatchObject({ ready: false, criteria: [{ id: 'goals_said', met: false }] });
  });

  test('is refused for a draft that could not be published, another type of subject, and a contract that is not there', async () => {
    const draft = { routing: { fallback: { ownerId: `own_${NOBODY}` } } };
    await office.call('PATCH', `/v1/contracts/${office.contractId}`, draft);
    expect((await simulate(office.contractId, {})).json).toMatchObject({ status: 422, code: 'contract_invalid' });
    const other = await office.publish({ fallback: { ownerId: office.ana } });
    expect((await simulate(other, { subject: { type: 'case', id: '1' } })).json.errors).toMatchObject([
      { pointer: '/subject/type', code: 'wrong_subject_type' },
    ]);
    expect((await simulate(`ctr_${NOBODY}`, {})).status).toBe(404);
  });
});

describe('a handoff that nobody is available for', () => {
  test('waits in the queue, says when it is routed again, and is claimed by a member all the same', async () => {
    const to = '2026-12-01T00:00:00.000Z';
    for (const owner of [office.ana, office.ben]) {
      await office.call('PATCH', `/v1/owners/${owner}`, { outOfOffice: [{ from: '2026-01-01T00:00:00Z', to }] });
    }
    const id = await office.submit(await office.publish({ fallback: { queueId: round } }));
    const waiting = await office.get(id);
    expect(waiting).toMatchObject({ state: 'pending', holder: { queueId: round }, routeAgainAt: to });
    expect(await office.types(id)).toContain('handoff.queued');
    office.at(HOUR);
    const claimed = await office.done(id, 'accept', { ownerId: office.ben });
    expect(claimed).toMatchObject({ state: 'accepted', holder: { ownerId: office.ben, queueId: round } });
    expect(claimed).not.toHaveProperty('routeAgainAt');
  });
});

test('trying a submission shows the trace, and what a queue would do, without using a turn', async () => {
  const contractId = await office.publish({ fallback: { queueId: round } });
  for (let time = 0; time < 2; time++) {
    const { json } = await office.call('POST', '/v1/handoffs/check', { contractId, subject: SUBJECT, packet: PACKET });
    expect(json.routing).toMatchObject({
      to: { ownerId: office.ana },
      queueId: round,
      trace: { outcome: { kind: 'assigned', ownerId: office.ana, queueId: round } },
    });
  }
});
