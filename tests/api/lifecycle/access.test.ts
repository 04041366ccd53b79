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

const COMMANDS: readonly (readonly [verb: string, scope: string, json: unknown])[] = [
  ['resubmit', 'handoffs:write', { packet: {} }],
  ['reassign', 'handoffs:write', { ownerId: OWNER, reason }],
  ['milestones', 'handoffs:write', { name: 'kickoff' }],
  ['pause', 'handoffs:write', { reason: 'awaiting_customer', resumeBy: TOMORROW }],
  ['resume', 'handoffs:write', undefined],
  ['reprioritize', 'handoffs:write', { priority: 'urgent' }],
  ['retarget', 'handoffs:override', { clock: 'complete', target: 'PT20H' }],
  ['disqualify', 'handoffs:write', { reason }],
  ['acknowledge', 'handoffs:write', {}],
  ['notes', 'handoffs:write', { text: 'Hm' }],
  ['excuse', 'handoffs:override', { clock: 'accept', reason }],
];

describe('each command', () => {
  test.each(COMMANDS)('%s needs the scope %s, and says so', async (verb, scope, json) => {
    const others = ['handoffs:read', 'handoffs:write', 'handoffs:override'].filter((each) => each !== scope);
    const answer = await office.command(accepted, verb, json, await office.keyWith(others));
    expect(answer.json).toMatchObject({ status: 403, code: 'insufficient_scope' });
    expect(answer.text).toContain(scope);
  });

  test.each(COMMANDS)(
    '%s is refused on an older version, and answers the ETag of the next',
    async (verb, _scope, json) => {
      const path = `/v1/handoffs/${accepted}/${verb}`;
      expect((await office.call('POST', path, json, { 'if-match': '"1"' })).json.code).toBe('concurrent_update');
      const { version } = await office.get(accepted);
      const answer = await office.call('POST', path, json, { 'if-match': `"${version}"` });
      expect(answer.json.code).not.toBe('concurrent_update');
      if (answer.status === 200) expect(answer.headers.get('etag')).toBe(`"${answer.json.version}"`);
    },
  );

  test.each(COMMANDS)('%s of a handoff that never was is not found', async (verb, _scope, json) => {
    expect((await office.command(`hnd_${NOBODY}`, verb, json)).json.code).toBe('not_found');
  });

  test('an override of a resubmission takes its scope, whatever the packet', async () => {
    const json = { packet: {}, override: { reason: 'It is agreed' } };
    const writer = await office.keyWith(['handoffs:write']);
    expect((await office.command(accepted, 'resubmit', json, writer)).json.code).toBe('insufficient_scope');
  });
});
