import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { HOUR, NOBODY, type Office, openOffice } from '../support/lifecycle.ts';
import { NOON } from '../support/test-app.ts';

let office: Office;
let accepted: string;
beforeEach(async () => {
  office = await openOffice();
  accepted = await office.accepted();
});

const TOMORROW = addSeconds(NOON, 24 * HOUR);
const OWNER = `own_${NOBODY}`;
const reason = 'Because';

describe('what the handoff is not in the state for is refused as a conflict:', () => {
  test.each([
    ['resubmit', { packet: {} }],
    ['reject', { reason: 'incomplete', fields: ['/goals'] }],
    ['accept', {}],
    ['resume', undefined],
  ])('%s of what is accepted', async (verb, json) => {
    const answer = await office.command(accepted, verb, json);
    expect(answer.json).toMatchObject({ status: 409, code: 'illegal_transition', state: 'accepted' });
    expect(answer.json.allowed).toEqual([
      'reassign',
      'milestone',
      'complete',
      'disqualify',
      'cancel',
      'pause',
      'reprioritize',
      'retarget',
      'note',
    ]);
  });

  test.each([
    ['resubmit', { packet: {} }],
    ['reassign', { ownerId: OWNER, reason }],
    ['pause', { reason: 'awaiting_customer', resumeBy: TOMORROW }],
    ['resume', undefined],
    ['reprioritize', { priority: 'urgent' }],
    ['retarget', { clock: 'accept', target: 'PT1H' }],
    ['milestones', { name: 'kickoff' }],
    ['disqualify', { reason }],
  ])('%s of what has ended', async (verb, json) => {
    await office.done(accepted, 'disqualify', { reason });
    const answer = await office.command(accepted, verb, json);
    expect(answer.json).toMatchObject({
      status: 409,
      code: 'illegal_transition',
      state: 'disqualified',
      allowed: ['note'],
    });
  });

  test('a disqualification before anybody accepted', async () => {
    const answer = await office.command(await office.submit(), 'disqualify', { reason });
    expect(answer.json).toMatchObject({ status: 409, code: 'illegal_transition', state: 'assigned' });
  });

  test('a pause in a pause, and one more than the contract allows', async () => {
    const json = { reason: 'awaiting_customer', resumeBy: TOMORROW };
    await office.done(accepted, 'pause', json);
    expect((await office.command(accepted, 'pause', json)).json.code).toBe('illegal_transition');
    await office.done(accepted, 'resume', {});
    await office.done(accepted, 'pause', json);
    await office.done(accepted, 'resume');
    const third = await office.command(accepted, 'pause', json);
    expect(third.json).toMatchObject({ status: 409, code: 'conflict', pauses: 2, pauseLimits: { count: 2 } });
  });

  test('to whom it is with already, the priority that it has, and a milestone that was reached', async () => {
    const codeOf = async (verb: string, json: object) => (await office.command(accepted, verb, json)).json.code;
    expect(await codeOf('reassign', { ownerId: office.ana, reason })).toBe('conflict');
    expect(await codeOf('reprioritize', { priority: 'normal' })).toBe('conflict');
    await office.done(accepted, 'milestones', { name: 'kickoff' });
    expect(await codeOf('milestones', { name: 'kickoff' })).toBe('conflict');
  });

  test('a target for a clock that is late, an excuse of one that is not, and a second excuse', async () => {
    const codeOf = async (verb: string, json: object) => (await office.command(accepted, verb, json)).json.code;
    expect(await codeOf('excuse', { clock: 'complete', reason })).toBe('conflict');
    office.at(11 * HOUR);
    expect(await codeOf('retarget', { clock: 'complete', target: 'PT99H' })).toBe('conflict');
    await office.done(accepted, 'excuse', { clock: 'complete', reason });
    expect(await codeOf('excuse', { clock: 'complete', reason })).toBe('conflict');
  });
});
