import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds, instantFromEpoch } from '#domain/instant.ts';
import { HOUR, type Office, openOffice, PACKET } from '../support/lifecycle.ts';
import { ACCEPT, completeBy, movingTenant } from '../support/moves.ts';
import { NOON } from '../support/test-app.ts';

const AGAIN = { reason: 'It is right as it is' };
const REJECTION = { reason: 'incomplete', fields: ['/goals'] };

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});

async function entriesOf(id: string): Promise<Record<string, unknown>[]> {
  return (await office.call('GET', `/v1/audit-log?resource=${id}`)).json.data;
}

/** Brings a handoff to where `verb` can be commanded, and what is then sent. */
const OVERRIDES: readonly (readonly [string, (id: string) => Promise<void>, object, object])[] = [
  [
    'resubmit',
    async (id) => office.done(id, 'reject', REJECTION),
    { packet: PACKET, override: AGAIN },
    { reason: AGAIN.reason, changes: [{ member: 'command', after: 'resubmit' }] },
  ],
  [
    'complete',
    async (id) => office.done(id, 'accept'),
    { outcome: {}, override: AGAIN },
    { reason: AGAIN.reason, changes: [{ member: 'command', after: 'complete' }] },
  ],
  [
    'retarget',
    async () => undefined,
    { clock: 'accept', target: 'PT8H' },
    {
      changes: [
        { member: 'clock', after: 'accept' },
        { member: 'command', after: 'retarget' },
        { member: 'target', after: 'PT8H' },
      ],
    },
  ],
  [
    'excuse',
    async () => office.at(5 * HOUR),
    { clock: 'accept', reason: AGAIN.reason },
    {
      reason: AGAIN.reason,
      changes: [
        { member: 'clock', after: 'accept' },
        { member: 'command', after: 'excuse' },
      ],
    },
  ],
  [
    'milestones',
    async () => office.at(HOUR),
    { name: 'kickoff', occurredAt: addSeconds(NOON, 60) },
    {
      changes: [
        { member: 'command', after: 'milestone' },
        { member: 'name', after: 'kickoff' },
        { member: 'occurredAt', after: addSeconds(NOON, 60) },
      ],
    },
  ],
];

test.each(OVERRIDES)(
  '%s by the right to override is noted once, with what was said',
  async (verb, prepare, json, noted) => {
    const id = await office.submit();
    await prepare(id);
    await office.done(id, verb, json);
    const actor = { type: 'api_key', id: expect.any(String) };
    const resource = { type: 'handoff', id };
    expect(await entriesOf(id)).toMatchObject([{ action: 'handoff.overridden', actor, resource, ...noted }]);
  },
);

test('the same commands without that right leave no entry, and neither do refused ones', async () => {
  const id = await office.submit();
  await office.done(id, 'accept');
  expect((await office.command(id, 'excuse', { clock: 'accept', reason: 'x' })).status).toBeGreaterThanOrEqual(400);
  await office.done(id, 'milestones', { name: 'kickoff' });
  await office.done(id, 'complete', { outcome: {} });
  expect(await entriesOf(id)).toEqual([]);
});

describe('moving handoffs in flight', () => {
  const start = instantFromEpoch(Date.parse('2026-11-23T08:00:00Z'));

  test.each(['migrate', 'rebase'])('by %s notes each that was moved, and none in a dry run', async (verb) => {
    const tenant = await movingTenant(start);
    const { key, contract, calendar } = tenant;
    const id = await tenant.submit();
    await tenant.publish([{ ...ACCEPT, target: 'PT1H' }, completeBy(calendar, 'PT2H')]);
    const {
      id: _id,
      version: _version,
      createdAt: _createdAt,
      updatedAt: _updatedAt,
      ...body
    } = (await tenant.call('GET', `/v1/calendars/${calendar}`)).json;
    const edited = { ...body, holidays: ['2026-11-24'] };
    const put = await tenant.app.call('PUT', `/v1/calendars/${calendar}`, { key, json: edited });
    expect(put.status, put.text).toBe(200);
    const path = verb === 'migrate' ? `/v1/contracts/${contract}/migrate` : `/v1/calendars/${calendar}/rebase`;
    const request = verb === 'migrate' ? { toVersion: 2 } : {};
    const entries = async () => (await tenant.call('GET', `/v1/audit-log?resource=${id}`)).json.data;
    await tenant.done(path, { ...request, dryRun: true });
    expect(await entries()).toEqual([]);
    await tenant.done(path, { ...request, dryRun: false });
    await tenant.done(path, { ...request, dryRun: false });
    const changes =
      verb === 'migrate'
        ? [{ member: 'contractVersion', before: 1, after: 2 }]
        : [
            { member: 'calendarId', after: calendar },
            { member: 'calendarVersion', before: 1, after: 2 },
          ];
    expect(await entries()).toMatchObject([{ action: `handoff.${verb}d`, resource: { id }, changes }]);
  });
});
