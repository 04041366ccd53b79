import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarPage, calendarPreview } from '#api/schemas/calendar.ts';
import { calendarSchema } from '#domain/sla/calendar.ts';
import { BODY, OFFICE } from './support/premises.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, signUp, type Tenant } from './support/tenant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(() => stack.dispose());

async function make(tenant: Tenant, members: object = {}) {
  return bodyOf(await tenant.call('POST', '/v1/calendars', { json: { ...OFFICE, ...members } }), 201, calendarSchema());
}

/** Friday noon in Berlin, three hours before closing. */
const FRIDAY = '2026-11-27T12:00:00+01:00';

async function preview(tenant: Tenant, json: object) {
  return bodyOf(await tenant.call('POST', '/v1/calendars/preview', { json }), 200, calendarPreview());
}

test('a calendar lives from creation to removal, each change a version, and previews go by the newest', async () => {
  const tenant = await signUp(stack);
  const { id, version } = await make(tenant);
  expect(version).toBe(1);
  expect((await preview(tenant, { calendarId: id, start: FRIDAY, target: 'PT4H' })).dueAt).toBe(
    '2026-11-30T09:00:00.000Z',
  );
  const json = { ...OFFICE, holidays: ['2026-11-30'] };
  const replace = () => tenant.call('PUT', `/v1/calendars/${id}`, { json, headers: { 'if-match': '"1"' } });
  expect(bodyOf(await replace(), 200, calendarSchema())).toMatchObject({ version: 2, holidays: ['2026-11-30'] });
  expect(problemOf(await replace()).code).toBe('concurrent_update');
  expect((await preview(tenant, { calendarId: id, start: FRIDAY, target: 'PT4H' })).dueAt).toBe(
    '2026-12-04T09:00:00.000Z',
  );
  expect((await tenant.call('DELETE', `/v1/calendars/${id}`)).status).toBe(204);
  expect(problemOf(await tenant.call('GET', `/v1/calendars/${id}`)).code).toBe('not_found');
});

test('of many who replace a calendar at once, each makes a version of its own or is told that it lost', async () => {
  const tenant = await signUp(stack);
  const { id } = await make(tenant);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      tenant.call('PUT', `/v1/calendars/${id}`, { json: { ...OFFICE, name: `edit ${index}` } }),
    ),
  );
  const won = answers.filter(({ status }) => status === 200).map((answer) => bodyOf(answer, 200, calendarSchema()));
  const lost = answers.filter(({ status }) => status !== 200).map(problemOf);
  expect(lost.every(({ code }) => code === 'concurrent_update')).toBe(true);
  const versions = won.map(({ version }) => version).toSorted((a, b) => a - b);
  expect(versions).toEqual(versions.map((_, index) => index + 2));
  const newest = won.find(({ version }) => version === versions.length + 1);
  expect(bodyOf(await tenant.call('GET', `/v1/calendars/${id}`), 200, calendarSchema())).toEqual(newest);
});

test('calendars as large as they may be are all listed, although a page of the table holds a megabyte', async () => {
  const tenant = await signUp(stack);
  const overrides = Object.fromEntries(
    Array.from({ length: 1_600 }, (_, day) => {
      const date = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
      return [date, [['09:00', '12:00']]];
    }),
  );
  const made: string[] = [];
  for (let index = 0; index < 25; index++) made.push((await make(tenant, { overrides })).id);
  const listed: string[] = [];
  let query = '?limit=100';
  for (let pages = 0; pages < 5; pages++) {
    const page = bodyOf(await tenant.call('GET', `/v1/calendars${query}`), 200, calendarPage());
    listed.push(...page.data.map(({ id }) => id));
    if (page.nextCursor === null) break;
    query = `?limit=100&cursor=${page.nextCursor}`;
  }
  expect(listed).toEqual(made);
});

test('a contract is published with a calendar that is there, and not with one that was removed', async () => {
  const tenant = await signUp(stack);
  const owner = await tenant.create('/v1/owners', { name: 'Ana' });
  const publish = async (calendarId: string) => {
    const clocks = BODY.clocks.map((clock) => ({ ...clock, calendarId }));
    const routing = { rules: [], fallback: { ownerId: owner.id } };
    const contract = await tenant.create('/v1/contracts', { ...BODY, clocks, routing });
    return tenant.call('POST', `/v1/contracts/${contract.id}/publish`);
  };
  const { id } = await make(tenant);
  expect((await publish(id)).status).toBe(200);
  await tenant.call('DELETE', `/v1/calendars/${id}`);
  expect(problemOf(await publish(id)).errors).toMatchObject(
    BODY.clocks.map((_clock, index) => ({ pointer: `/clocks/${index}/calendarId`, code: 'unknown_calendar' })),
  );
});

test('a handoff keeps the version of its submission; the next goes by the edit, and by the last when it was removed', async () => {
  const tenant = await signUp(stack);
  const owner = await tenant.create('/v1/owners', { name: 'Ana' });
  const days = (from: string, to: string) => {
    const opening = [[from, to]];
    const weekly = { mon: opening, tue: opening, wed: opening, thu: opening, fri: opening, sat: opening, sun: opening };
    return { name: 'Half days', timezone: 'UTC', weekly };
  };
  const [mornings, evenings] = [days('00:00', '12:00'), days('12:00', '24:00')];
  const { id: calendarId } = await make(tenant, mornings);
  const clocks = BODY.clocks.map((clock) => ({ ...clock, target: 'PT30H', calendarId }));
  const routing = { rules: [], fallback: { ownerId: owner.id } };
  const contract = await tenant.create('/v1/contracts', { ...BODY, clocks, routing });
  expect((await tenant.call('POST', `/v1/contracts/${contract.id}/publish`)).status).toBe(200);
  const submit = async () => {
    const json = { contractId: contract.id, subject: { type: 'account', id: 'acme-42' }, packet: {} };
    return (await tenant.create('/v1/handoffs', json)).id;
  };
  /** Whether the clock is due when a preview by `calendar` says. */
  const expectDueBy = async (handoffId: string, calendar: object) => {
    const [clock] = (await tenant.handoff(handoffId)).clocks;
    const { dueAt } = await preview(tenant, { calendar, start: clock?.startedAt, target: 'PT30H' });
    expect(clock?.dueAt).toBe(dueAt);
  };
  const first = await submit();
  await expectDueBy(first, mornings);
  expect((await tenant.call('PUT', `/v1/calendars/${calendarId}`, { json: evenings })).status).toBe(200);
  const second = await submit();
  expect((await tenant.call('DELETE', `/v1/calendars/${calendarId}`)).status).toBe(204);
  const third = await submit();
  await expectDueBy(first, mornings);
  await expectDueBy(second, evenings);
  await expectDueBy(third, evenings);
});
