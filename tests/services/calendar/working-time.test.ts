import { beforeEach, describe, expect, test } from 'vitest';
import type { Calendar } from '#domain/sla/calendar.ts';
import { WorkingTimes } from '#services/calendar/working-time.ts';
import type { TenantContext } from '#services/context.ts';
import { BIRTH, HOUR, instantAt } from '../../support/instants.ts';
import { TENANT, type TestSystem, testSystem } from '../support/test-system.ts';
import { CALENDAR_ID, calendarOf } from './sample.ts';

const OTHER_ID = 'cal_00000000000000000000000002';

let system: TestSystem;
let times: WorkingTimes;
beforeEach(() => {
  system = testSystem();
  times = new WorkingTimes();
});

async function save(parts: Partial<Calendar> = {}, context: TenantContext = system.context()): Promise<void> {
  const calendar = calendarOf(parts);
  const { calendars, calendarVersions } = context.stores;
  expect(await calendars.save(calendar, [calendarVersions.keeping(calendar)])).toBe(true);
  system.log.length = 0;
}

const EARLY = { mon: [['08:00', '12:00']] } satisfies Calendar['weekly'];

describe('a clock that is pinned to a version', () => {
  test('goes on by it, whatever becomes of the calendar', async () => {
    await save();
    await save({ version: 2, weekly: EARLY });
    await system.context().stores.calendars.remove(calendarOf({ version: 2 }));
    const workingTime = await times.pinned(system.context(), CALENDAR_ID, 1);
    expect(workingTime.add(BIRTH, 2 * HOUR)).toBe(instantAt(2 * HOUR));
    expect(workingTime.segments(BIRTH, instantAt(10 * HOUR))).toEqual([
      { from: BIRTH, to: instantAt(8 * HOUR), kind: 'open' },
      { from: instantAt(8 * HOUR), to: instantAt(10 * HOUR), kind: 'closed' },
    ]);
  });

  test('costs one cheap read once, and none after it', async () => {
    await save();
    const first = await times.pinned(system.context(), CALENDAR_ID, 1);
    expect(await times.pinned(system.context(), CALENDAR_ID, 1)).toBe(first);
    expect(system.log).toEqual(['GetItem']);
  });

  test('fails loudly when the version is lost', async () => {
    await save();
    await expect(times.pinned(system.context(), CALENDAR_ID, 2)).rejects.toThrow('has lost its version 2');
  });

  test('is not given the calendar of another tenant, or of the other mode', async () => {
    await save();
    await times.pinned(system.context(), CALENDAR_ID, 1);
    const strangers = [
      { ...TENANT, mode: 'test' },
      { ...TENANT, tenantId: 'ten_00000000000000000000000002' },
    ] as const;
    for (const stranger of strangers) {
      await expect(times.pinned(system.enter(stranger), CALENDAR_ID, 1)).rejects.toThrow('has lost its version');
    }
  });
});

describe('the version in force', () => {
  const inForce = async (...ids: readonly string[]) => Object.fromEntries(await times.inForce(system.context(), ids));

  test('is the newest of each calendar', async () => {
    await save();
    await save({ version: 2, weekly: EARLY });
    await save({ id: OTHER_ID });
    expect(await inForce(CALENDAR_ID, OTHER_ID, CALENDAR_ID)).toEqual({ [CALENDAR_ID]: 2, [OTHER_ID]: 1 });
  });

  test('of a calendar that was deleted is its last one', async () => {
    await save();
    await save({ version: 2, weekly: EARLY });
    await system.context().stores.calendars.remove(calendarOf({ version: 2 }));
    await save({ id: OTHER_ID });
    expect(await inForce(CALENDAR_ID, OTHER_ID)).toEqual({ [CALENDAR_ID]: 2, [OTHER_ID]: 1 });
    const workingTime = await times.pinned(system.context(), CALENDAR_ID, 2);
    expect(workingTime.add(BIRTH, 3 * HOUR)).toBe(instantAt(3 * HOUR));
  });

  test('of what never was is an error', async () => {
    await expect(inForce(CALENDAR_ID)).rejects.toThrow('has lost its versions');
  });

  test('of none costs nothing', async () => {
    expect(await inForce()).toEqual({});
    expect(system.log).toEqual([]);
  });

  test('is ready to be used: pinning it reads nothing more', async () => {
    await save();
    await save({ id: OTHER_ID });
    expect(await inForce(CALENDAR_ID, OTHER_ID)).toEqual({ [CALENDAR_ID]: 1, [OTHER_ID]: 1 });
    expect(system.log).toEqual(['BatchGetItem']);
    await times.pinned(system.context(), CALENDAR_ID, 1);
    await times.pinned(system.context(), OTHER_ID, 1);
    expect(system.log).toEqual(['BatchGetItem']);
  });

  test('asked for again within a second costs no read', async () => {
    await save();
    const context = system.context();
    await times.inForce(context, [CALENDAR_ID]);
    await times.inForce(context, [CALENDAR_ID]);
    expect(system.log).toEqual(['GetItem']);
  });

  test('of a calendar that was made a moment ago is found, although a replica has not heard of it', async () => {
    await save();
    system.intercept = (command) => ('input' in command && isEventual(command.input) ? {} : undefined);
    expect(await inForce(CALENDAR_ID)).toEqual({ [CALENDAR_ID]: 1 });
  });
});

/** Whether a read may be answered by a replica that lags behind. */
function isEventual(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'ConsistentRead' in input && input.ConsistentRead === false;
}
