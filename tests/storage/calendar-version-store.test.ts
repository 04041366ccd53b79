import { beforeEach, expect, test } from 'vitest';
import { CALENDAR_ID, calendarOf } from '../services/calendar/sample.ts';
import { isCheapRead, type TestSystem, testSystem } from '../services/support/test-system.ts';

let system: TestSystem;
beforeEach(() => {
  system = testSystem();
});

const stores = () => system.context().stores;

/** Saves a version as the services do: the calendar itself, and the version that stays. */
async function save(version: number): Promise<void> {
  const calendar = calendarOf({ version, name: `version ${version}` });
  expect(await stores().calendars.save(calendar, [stores().calendarVersions.keeping(calendar)])).toBe(true);
  system.log.length = 0;
}

test('a version costs one cheap read, and stays as it was when others follow', async () => {
  await save(1);
  await save(2);
  expect(await stores().calendarVersions.get(CALENDAR_ID, 1)).toEqual(calendarOf({ name: 'version 1' }));
  expect(system.log).toEqual(['GetItem']);
});

test('a version that was made a moment ago is found, although a replica has not heard of it', async () => {
  await save(1);
  system.intercept = (command) => (isCheapRead(command) ? {} : undefined);
  expect(await stores().calendarVersions.get(CALENDAR_ID, 1)).toMatchObject({ version: 1 });
});

test('the newest version is found by number, not by letter, and after the calendar is gone', async () => {
  for (let version = 1; version <= 11; version++) await save(version);
  await stores().calendars.remove(calendarOf({ version: 11 }));
  expect(await stores().calendars.get(CALENDAR_ID)).toBeUndefined();
  expect(await stores().calendarVersions.latest(CALENDAR_ID)).toMatchObject({ version: 11, name: 'version 11' });
});

test('what never was has no version', async () => {
  expect(await stores().calendarVersions.get(CALENDAR_ID, 1)).toBeUndefined();
  expect(await stores().calendarVersions.latest(CALENDAR_ID)).toBeUndefined();
});

test('a version that is kept already is not written over', async () => {
  await save(1);
  await stores().calendars.remove(calendarOf({ version: 1 }));
  const impostor = calendarOf({ version: 1, name: 'another' });
  expect(await stores().calendars.save(impostor, [stores().calendarVersions.keeping(impostor)])).toBe(false);
  expect(await stores().calendarVersions.get(CALENDAR_ID, 1)).toMatchObject({ name: 'version 1' });
});
