import { beforeEach, describe, expect, test } from 'vitest';
import { CALENDAR } from '#api/schemas/calendar-examples.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import { type MovingTenant, movingTenant } from './support/moves.ts';

/** Monday, 23 November 2026; Berlin, where the calendar is of, is an hour ahead. */
const at = (time: string) => instantFromEpoch(Date.parse(`2026-11-23T${time}:00Z`));
/** No lunch break any more, and Tuesday is a holiday. */
const EDITED = {
  ...CALENDAR,
  weekly: { ...CALENDAR.weekly, mon: [['09:00', '17:30']] },
  holidays: ['2026-11-24'],
};

let tenant: MovingTenant;
beforeEach(async () => {
  tenant = await movingTenant(at('08:00'));
});

const rebase = (members: object = {}) => tenant.done(`/v1/calendars/${tenant.calendar}/rebase`, members);

async function edit(json: unknown = EDITED): Promise<void> {
  const answer = await tenant.app.call('PUT', `/v1/calendars/${tenant.calendar}`, { key: tenant.key, json });
  expect(answer.status, answer.text).toBe(200);
}

describe('rebasing handoffs in flight', () => {
  test('keeps what has been counted and lays what is left over the new hours; the dry run tells so before', async () => {
    const id = await tenant.submit();
    tenant.app.clock.now = at('12:00');
    await edit();
    const before = await tenant.call('GET', `/v1/handoffs/${id}`);
    const trial = await rebase();
    // three and a half hours were counted, with the lunch break of the old hours; four and a half are left
    expect(trial).toEqual({
      toVersion: 2,
      dryRun: true,
      data: [
        {
          handoffId: id,
          fromVersion: 1,
          clocks: [
            {
              name: 'accept',
              attempt: 1,
              run: 1,
              change: 'kept',
              dueAtBefore: at('12:00'),
              dueAtAfter: at('12:00'),
              targetBefore: 'PT4H',
              targetAfter: 'PT4H',
              remainingSecondsBefore: 0,
              remainingSecondsAfter: 0,
            },
            {
              name: 'complete',
              attempt: 1,
              run: 1,
              change: 'retargeted',
              dueAtBefore: '2026-11-24T08:30:00.000Z',
              dueAtAfter: at('16:30'),
              targetBefore: 'PT8H',
              targetAfter: 'PT8H',
              remainingSecondsBefore: 16_200,
              remainingSecondsAfter: 16_200,
            },
          ],
        },
      ],
      rebased: 1,
      skipped: 0,
      nextCursor: null,
    });
    expect((await tenant.call('GET', `/v1/handoffs/${id}`)).json).toEqual(before.json);
    expect(await rebase({ dryRun: false })).toEqual({ ...trial, dryRun: false });
    expect(await tenant.clocks(id)).toContainEqual(
      expect.objectContaining({ name: 'complete', calendarVersion: 2, elapsedSeconds: 3.5 * 3600, dueAt: at('16:30') }),
    );
    expect(await rebase({ dryRun: false })).toMatchObject({ data: [], rebased: 0, skipped: 1 });
  });

  test('leaves those alone that began under the newest version, or have ended', async () => {
    const ended = await tenant.submit();
    await tenant.done(`/v1/handoffs/${ended}/cancel`, { reason: 'The customer left' });
    await edit();
    await tenant.submit();
    expect(await rebase({ dryRun: false })).toMatchObject({ data: [], rebased: 0, skipped: 1, nextCursor: null });
    expect(await tenant.eventTypes(ended)).not.toContain('handoff.rebased');
  });

  test('finds handoffs in every open state, page by page', async () => {
    const ids = [await tenant.submit(), await tenant.submit(), await tenant.submit()];
    await tenant.done(`/v1/handoffs/${ids[1]}/accept`);
    await edit();
    const first = await rebase({ dryRun: false, limit: 2 });
    const second = await rebase({ dryRun: false, limit: 2, cursor: first.nextCursor });
    expect([...first.data, ...second.data].map(({ handoffId }) => handoffId)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });

  test('goes by the newest version, over those between', async () => {
    const id = await tenant.submit();
    await edit({ ...EDITED, holidays: [] });
    await edit();
    expect(await rebase({ dryRun: false })).toMatchObject({ toVersion: 3, data: [{ handoffId: id, fromVersion: 1 }] });
  });

  test('is not found for a calendar that is not there any more', async () => {
    await tenant.app.call('DELETE', `/v1/calendars/${tenant.calendar}`, { key: tenant.key });
    const { json } = await tenant.call('POST', `/v1/calendars/${tenant.calendar}/rebase`, {});
    expect(json).toMatchObject({ status: 404, code: 'not_found' });
  });

  test('is refused for what it does not take', async () => {
    const { json } = await tenant.call('POST', `/v1/calendars/${tenant.calendar}/rebase`, {
      toVersion: 1,
      cursor: 'x',
    });
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/cursor', '/toVersion']);
  });
});
