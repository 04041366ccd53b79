import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_CALENDAR_BYTES } from '#services/calendar/check.ts';
import { createCalendar } from '#services/calendar/create-calendar.ts';
import { deleteCalendar } from '#services/calendar/delete-calendar.ts';
import { replaceCalendar } from '#services/calendar/replace-calendar.ts';
import type { CallContext } from '#services/context.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { TENANT } from '../support/test-system.ts';
import { calendarOf } from './sample.ts';

const { name, timezone, weekly, holidays, overrides } = calendarOf();
const OFFICE = { name, timezone, weekly, holidays, overrides };

let context: CallContext;
beforeEach(() => {
  const scopes = ['contracts:read', 'contracts:write'] as const;
  context = memoryDependencies().contextFor({ ...TENANT, keyId: 'key_1', scopes }, NOON, 'req_1');
});

describe('every version of a calendar is kept', () => {
  test('beside the calendar itself, and after it was deleted', async () => {
    const { calendarVersions } = context.stores;
    const first = await createCalendar(context, OFFICE);
    const second = await replaceCalendar(context, first.id, { ...OFFICE, name: 'Renamed' });
    await deleteCalendar(context, first.id);
    expect(await calendarVersions.get(first.id, 1)).toEqual(first);
    expect(await calendarVersions.get(first.id, 2)).toEqual(second);
    expect(await calendarVersions.latest(first.id)).toEqual(second);
  });

  test('once: of two who replace it at the same time, one wins and the other is told', async () => {
    const { id } = await createCalendar(context, OFFICE);
    const names = ['mine', 'theirs'];
    const outcomes = await Promise.allSettled(
      names.map((each) => replaceCalendar(context, id, { ...OFFICE, name: each })),
    );
    const [won] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(lost).toMatchObject([{ code: 'concurrent_update' }]);
    expect(await context.stores.calendarVersions.latest(id)).toEqual(won);
    expect(await context.stores.calendars.get(id)).toEqual(won);
  });
});

describe('a tenant has at most 500 calendars', () => {
  const fill = async (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => `cal_${String(index).padStart(26, '0')}`);
    await Promise.all(ids.map((id) => context.stores.calendars.save(calendarOf({ id }))));
  };

  test('and the 500th is taken', async () => {
    await fill(499);
    await createCalendar(context, OFFICE);
    await expect(createCalendar(context, OFFICE)).rejects.toMatchObject({
      code: 'limit_reached',
      extensions: { limit: 500 },
    });
  });

  test('and room again when one was deleted', async () => {
    await fill(500);
    await expect(createCalendar(context, OFFICE)).rejects.toMatchObject({ code: 'limit_reached' });
    await deleteCalendar(context, calendarOf({ id: `cal_${'0'.repeat(26)}` }).id);
    expect(await createCalendar(context, OFFICE)).toMatchObject({ version: 1 });
  });
});

test('a calendar is as large as it may be, and no larger', async () => {
  const spare = MAX_CALENDAR_BYTES - Buffer.byteLength(JSON.stringify(OFFICE));
  const fitting = { ...OFFICE, name: `${OFFICE.name}${'x'.repeat(spare)}` };
  expect(await createCalendar(context, fitting)).toMatchObject({ version: 1 });
  await expect(createCalendar(context, { ...fitting, name: `${fitting.name}x` })).rejects.toMatchObject({
    violations: [{ pointer: '', code: 'calendar_too_large' }],
  });
});
