import { beforeEach, describe, expect, test } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { ACCEPT, completeBy, type MovingTenant, movingTenant } from './support/moves.ts';

/** Monday, 23 November 2026; Berlin, where the calendar is of, is an hour ahead. */
const at = (time: string) => instantFromEpoch(Date.parse(`2026-11-23T${time}:00Z`));

let tenant: MovingTenant;
beforeEach(async () => {
  tenant = await movingTenant(at('08:00'));
});

const migrate = (members: object = {}) =>
  tenant.done(`/v1/contracts/${tenant.contract}/migrate`, { toVersion: 2, ...members });

describe('migrating handoffs in flight', () => {
  test('is a dry run unless it says otherwise: it tells what the real one then does, and stores nothing', async () => {
    const id = await tenant.submit();
    await tenant.publish([{ ...ACCEPT, target: 'PT1H' }, completeBy(tenant.calendar, 'PT2H')]);
    tenant.app.clock.now = at('09:30');
    const before = await tenant.call('GET', `/v1/handoffs/${id}`);
    const trial = await migrate();
    expect(trial).toEqual({
      toVersion: 2,
      dryRun: true,
      data: [
        {
          handoffId: id,
          fromVersion: 1,
          clocks: [
            // an hour from 08:00 has passed: 15 minutes' notice
            {
              name: 'accept',
              attempt: 1,
              run: 1,
              change: 'retargeted',
              dueAtBefore: at('12:00'),
              dueAtAfter: at('09:45'),
              targetBefore: 'PT4H',
              targetAfter: 'PT1H',
              remainingSecondsBefore: 9_000,
              remainingSecondsAfter: 900,
              shortNotice: true,
            },
            {
              name: 'complete',
              attempt: 1,
              run: 1,
              change: 'retargeted',
              dueAtBefore: '2026-11-24T08:30:00.000Z',
              dueAtAfter: at('10:00'),
              targetBefore: 'PT8H',
              targetAfter: 'PT2H',
              remainingSecondsBefore: 23_400,
              remainingSecondsAfter: 1_800,
            },
          ],
        },
      ],
      migrated: 1,
      skipped: 0,
      nextCursor: null,
    });
    expect((await tenant.call('GET', `/v1/handoffs/${id}`)).json).toEqual(before.json);
    expect(await migrate({ dryRun: false })).toEqual({ ...trial, dryRun: false });
    expect((await tenant.call('GET', `/v1/handoffs/${id}`)).json).toMatchObject({ contractVersion: 2 });
    expect(await tenant.clocks(id)).toMatchObject([
      { dueAt: at('09:45'), elapsedSeconds: 5400, shortNotice: true },
      { dueAt: at('10:00'), elapsedSeconds: 5400, target: 'PT2H' },
    ]);
    expect((await tenant.eventTypes(id)).slice(-3)).toEqual([
      'handoff.migrated',
      'clock.retargeted',
      'clock.retargeted',
    ]);
  });

  test('is harmless when repeated: those that are there already are skipped', async () => {
    const id = await tenant.submit();
    await tenant.publish([ACCEPT]);
    await migrate({ dryRun: false });
    const events = await tenant.eventTypes(id);
    expect(await migrate({ dryRun: false })).toMatchObject({ data: [], migrated: 0, skipped: 1 });
    expect(await tenant.eventTypes(id)).toEqual(events);
  });

  test('cancels clocks that the version has not, leaves late ones late, and goes back as well', async () => {
    const id = await tenant.submit();
    await tenant.publish([{ ...ACCEPT, target: 'PT24H' }]);
    tenant.app.clock.now = at('13:00');
    const { data } = await migrate({ dryRun: false });
    expect(data[0].clocks).toMatchObject([
      { name: 'accept', attempt: 1, change: 'kept', dueAtBefore: at('12:00'), dueAtAfter: at('12:00') },
      {
        name: 'complete',
        attempt: 1,
        change: 'cancelled',
        dueAtBefore: '2026-11-24T08:30:00.000Z',
        dueAtAfter: null,
        targetBefore: 'PT8H',
        targetAfter: null,
        remainingSecondsAfter: null,
      },
    ]);
    expect(await tenant.clocks(id)).toMatchObject([
      { name: 'accept', state: 'breached_open', breachedAt: at('12:00') },
      { name: 'complete', state: 'cancelled', stoppedAt: at('13:00') },
    ]);
    expect(await migrate({ toVersion: 1, dryRun: false })).toMatchObject({ migrated: 1 });
    expect(await tenant.clocks(id)).toMatchObject([{ state: 'breached_open' }, { state: 'cancelled' }]);
  });

  test('tells of a clock that stands still in a pause what is left of it, before and after', async () => {
    const pausing = { pauseReasons: [{ code: 'customer', clocks: ['complete'] }] };
    const clock = (target: string) => ({ ...completeBy(tenant.calendar, target), pausable: true });
    const clocks = [ACCEPT, clock('PT8H')];
    await tenant.call('PATCH', `/v1/contracts/${tenant.contract}`, { ...pausing, clocks });
    await tenant.done(`/v1/contracts/${tenant.contract}/publish`);
    const id = await tenant.submit();
    tenant.app.clock.now = at('10:00');
    await tenant.done(`/v1/handoffs/${id}/pause`, { reason: 'customer', resumeBy: at('15:00') });
    await tenant.publish([ACCEPT, clock('PT4H')]);
    tenant.app.clock.now = at('14:00');
    const { data } = await migrate({ toVersion: 3 });
    expect(data[0].clocks).toContainEqual({
      name: 'complete',
      attempt: 1,
      run: 1,
      change: 'retargeted',
      dueAtBefore: null,
      dueAtAfter: null,
      targetBefore: 'PT8H',
      targetAfter: 'PT4H',
      remainingSecondsBefore: 6 * 3600,
      remainingSecondsAfter: 2 * 3600,
    });
  });

  test('records what was due first, with its true instant', async () => {
    const id = await tenant.submit();
    await tenant.publish([ACCEPT]);
    tenant.app.clock.now = at('13:00');
    await migrate({ dryRun: false });
    const { json } = await tenant.call('GET', `/v1/handoffs/${id}/events?limit=100`);
    expect(json.data.slice(4, 6)).toMatchObject([
      { type: 'clock.breached', occurredAt: at('12:00'), detectedAt: at('13:00') },
      { type: 'handoff.migrated', occurredAt: at('13:00') },
    ]);
  });

  test('keeps the version of a calendar that a handoff goes by, whatever the calendar has become', async () => {
    const id = await tenant.submit();
    await tenant.app.call('PUT', `/v1/calendars/${tenant.calendar}`, {
      key: tenant.key,
      json: { name: 'Never mind', timezone: 'UTC', weekly: { sun: [['00:00', '24:00']] } },
    });
    await tenant.publish([completeBy(tenant.calendar, 'PT7H')]);
    await migrate({ dryRun: false });
    expect(await tenant.clocks(id)).toContainEqual(
      expect.objectContaining({ name: 'complete', calendarVersion: 1, dueAt: at('16:00') }),
    );
  });

  test('goes page by page, each handoff once, and leaves those that have ended alone', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 7; count++) ids.push(await tenant.submit());
    const [ended = ''] = ids;
    await tenant.done(`/v1/handoffs/${ended}/cancel`, { reason: 'The customer left' });
    await tenant.publish([ACCEPT]);
    const seen: string[] = [];
    let skipped = 0;
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof migrate>> = await migrate({
        dryRun: false,
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      expect(page.data.length).toBeLessThanOrEqual(2);
      seen.push(...page.data.map(({ handoffId }: { handoffId: string }) => handoffId));
      skipped += page.skipped;
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids.slice(1));
    expect(skipped).toBe(1);
    expect((await tenant.call('GET', `/v1/handoffs/${ended}`)).json.contractVersion).toBe(1);
  });

  test('goes on by a cursor only to the same version, from a trial to what it tried as well', async () => {
    for (let count = 0; count < 3; count++) await tenant.submit();
    await tenant.publish([ACCEPT]);
    const { nextCursor: cursor } = await migrate({ limit: 1 });
    const path = `/v1/contracts/${tenant.contract}/migrate`;
    const elsewhere = await tenant.call('POST', path, { toVersion: 1, cursor });
    expect([elsewhere.status, elsewhere.json.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/cursor', code: 'invalid_cursor' })],
    ]);
    expect(await migrate({ cursor, limit: 3, dryRun: false })).toMatchObject({ migrated: 2, nextCursor: null });
  });

  test('looks at a bounded number of handoffs in one request, and says where to go on', async () => {
    for (let count = 0; count < 520; count++) await tenant.submit();
    const first = await migrate({ toVersion: 1 });
    expect(first).toMatchObject({ data: [], migrated: 0, skipped: 500 });
    expect(first.nextCursor).not.toBeNull();
    expect(await migrate({ toVersion: 1, cursor: first.nextCursor })).toMatchObject({ skipped: 20, nextCursor: null });
  });

  test.each([
    ['a version that was never published', { toVersion: 3 }, '/toVersion', 'unknown_version'],
    ['version 0', { toVersion: 0 }, '/toVersion', undefined],
    ['no version', { toVersion: undefined }, '/toVersion', 'required'],
    ['a cursor of its own making', { cursor: 'bm9uc2Vuc2U' }, '/cursor', 'invalid_cursor'],
    ['a limit beyond 100', { limit: 101 }, '/limit', undefined],
    ['a dry run by another name', { dryrun: false }, '/dryrun', 'unknown_field'],
    ['a dry run that is a word', { dryRun: 'no' }, '/dryRun', undefined],
  ])('is refused for %s', async (_what, members, pointer, code) => {
    await tenant.publish([ACCEPT]);
    const { status, json } = await tenant.call('POST', `/v1/contracts/${tenant.contract}/migrate`, {
      toVersion: 2,
      ...members,
    });
    expect({ status, code: json.code }).toEqual({ status: 422, code: 'validation_failed' });
    expect(json.errors).toMatchObject([{ pointer, ...(code === undefined ? {} : { code }) }]);
  });

  test('is not found for a contract that is not there, and has no version of a mere draft', async () => {
    const unknown = await tenant.call('POST', '/v1/contracts/ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD/migrate', { toVersion: 1 });
    expect(unknown.json).toMatchObject({ status: 404, code: 'not_found' });
    const draft = await tenant.done('/v1/contracts', {
      name: 'Draft',
      from: { stage: 'a' },
      to: { stage: 'b' },
      subjectType: 'account',
    });
    const refused = await tenant.call('POST', `/v1/contracts/${draft.id}/migrate`, { toVersion: 1 });
    expect(refused.json.errors).toMatchObject([{ pointer: '/toVersion', code: 'unknown_version' }]);
  });
});
