import { describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { type Death, journaledDynamo } from './support/journaled-dynamo.ts';
import { CONTRACT } from './support/keyed-verbs.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const headers = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };
const CALENDAR = { name: 'Office', timezone: 'UTC', weekly: { sun: [['00:00', '24:00']] } };
/** So many may be moved by one request, of five that there are. */
const LIMIT = 3;

/** An office with five handoffs of Ana's that could all be moved, and processes that live as long as the test says. */
async function crowdedOffice() {
  const table = journaledDynamo();
  const process = (death?: Death, at = NOON): WholeApp => {
    table.reset(death);
    const app = wholeApp(table.client);
    app.clock.now = at;
    return app;
  };
  const app = process();
  const key = (await signUp(app)).live;
  const done = async (method: string, path: string, json?: unknown, by = app) => {
    const answer = await by.call(method, path, { key, ...(json === undefined ? {} : { json }) });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.json;
  };
  const ana: string = (await done('POST', '/v1/owners', { name: 'Ana' })).id;
  const ben: string = (await done('POST', '/v1/owners', { name: 'Ben' })).id;
  const calendar: string = (await done('POST', '/v1/calendars', CALENDAR)).id;
  const clocks = (target: string) => [{ ...CONTRACT.clocks[0], target, calendarId: calendar }];
  const routing = { rules: [], fallback: { ownerId: ana } };
  const contract: string = (await done('POST', '/v1/contracts', { ...CONTRACT, routing, clocks: clocks('PT4H') })).id;
  await done('POST', `/v1/contracts/${contract}/publish`);
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) {
    const submission = { contractId: contract, subject: { type: 'account', id: `a${index}` }, packet: {} };
    ids.push((await done('POST', '/v1/handoffs', submission)).id);
  }
  await done('PATCH', `/v1/contracts/${contract}`, { clocks: clocks('PT2H') });
  await done('POST', `/v1/contracts/${contract}/publish`);
  await done('PUT', `/v1/calendars/${calendar}`, { ...CALENDAR, holidays: ['2026-11-23'] });
  return { table, process, key, ana, ben, calendar, contract, ids, done };
}

type CrowdedOffice = Awaited<ReturnType<typeof crowdedOffice>>;

/** A request that moves handoffs, and the event by which one was moved. */
const MOVING = {
  migrate: {
    request: ({ contract }: CrowdedOffice) => ({ path: `/v1/contracts/${contract}/migrate`, json: { toVersion: 2 } }),
    event: 'handoff.migrated',
    counted: 'migrated',
  },
  rebase: {
    request: ({ calendar }: CrowdedOffice) => ({ path: `/v1/calendars/${calendar}/rebase`, json: {} }),
    event: 'handoff.rebased',
    counted: 'rebased',
  },
  'hand-over': {
    request: ({ ana, ben }: CrowdedOffice) => ({
      path: `/v1/owners/${ana}/hand-over`,
      json: { to: { ownerId: ben }, reason: 'Leave' },
    }),
    event: 'handoff.reassigned',
    counted: 'handedOver',
  },
} as const;

type Moving = (typeof MOVING)[keyof typeof MOVING];

function send(app: WholeApp, { request }: Moving, office: CrowdedOffice) {
  const { path, json } = request(office);
  return app.call('POST', path, { key: office.key, headers, json: { ...json, limit: LIMIT, dryRun: false } });
}

/** How often each handoff was moved, in their order. */
async function moves(app: WholeApp, { event }: Moving, { ids, key }: CrowdedOffice): Promise<number[]> {
  const counts: number[] = [];
  for (const id of ids) {
    const { data } = (await app.call('GET', `/v1/handoffs/${id}/events?limit=100`, { key })).json;
    counts.push(data.filter(({ type }: { type: string }) => type === event).length);
  }
  return counts;
}

const idsOf = (data: readonly { handoffId: string }[]) => data.map(({ handoffId }) => handoffId);

describe.each(Object.entries(MOVING))('a %s that is cut off at any point and sent again', (_name, verb) => {
  test('moves no more than one request may, each once, and answers for all that it has moved', async () => {
    const whole = await crowdedOffice();
    const told = (await send(whole.process(), verb, whole)).json;
    expect(told[verb.counted]).toBe(LIMIT);
    for (let at = 1; at <= whole.table.sent; at++) {
      const office = await crowdedOffice();
      await send(office.process({ at, when: 'after' }), verb, office);
      const last = await send(office.process(undefined, addSeconds(NOON, 61)), verb, office);
      expect(last.status, last.text).toBe(200);
      expect(idsOf(last.json.data)).toEqual(office.ids.slice(0, LIMIT));
      expect(last.json).toMatchObject({ [verb.counted]: LIMIT, skipped: 0, nextCursor: expect.any(String) });
      expect(await moves(office.process(), verb, office), `cut off after ${at}`).toEqual([1, 1, 1, 0, 0]);
    }
  });

  test('tells of what it had moved as the first answer would have, also where that has changed since', async () => {
    const whole = await crowdedOffice();
    const told = (await send(whole.process(), verb, whole)).json.data;
    const office = await crowdedOffice();
    // every handoff is moved, and the answer is lost
    await send(office.process({ at: whole.table.sent - 1, when: 'after' }), verb, office);
    expect(await moves(office.process(), verb, office)).toEqual([1, 1, 1, 0, 0]);
    const later = office.process(undefined, addSeconds(NOON, 30));
    await office.done('POST', `/v1/handoffs/${office.ids[0]}/notes`, { text: 'Hello' }, later);
    await office.done('POST', `/v1/handoffs/${office.ids[1]}/cancel`, { reason: 'Gone' }, later);
    const again = await send(office.process(undefined, addSeconds(NOON, 61)), verb, office);
    const anonymous = (data: unknown, { ids, ana, ben }: CrowdedOffice) =>
      [...ids, ana, ben].reduce((text, id, index) => text.replaceAll(id, `#${index}`), JSON.stringify(data));
    expect(anonymous(again.json.data, office)).toBe(anonymous(told, whole));
  });
});

test('what another hand-over took meanwhile is told of by that one alone', async () => {
  const verb = MOVING['hand-over'];
  const office = await crowdedOffice();
  await send(office.process({ at: await commandsUntilKept(verb), when: 'after' }), verb, office);
  expect(await moves(office.process(), verb, office)).toEqual([0, 0, 0, 0, 0]);
  const later = office.process(undefined, addSeconds(NOON, 30));
  const other = { to: { ownerId: office.ben }, reason: 'Something else', dryRun: false, limit: 1 };
  await office.done('POST', `/v1/owners/${office.ana}/hand-over`, other, later);
  const again = await send(office.process(undefined, addSeconds(NOON, 61)), verb, office);
  expect(idsOf(again.json.data)).toEqual(office.ids.slice(1, LIMIT));
  expect(again.json).toMatchObject({ handedOver: LIMIT - 1, skipped: 1 });
  expect(await moves(office.process(), verb, office)).toEqual([1, 1, 1, 0, 0]);
});

/** After how many commands a process has kept what it has chosen, and moved nothing. */
async function commandsUntilKept(verb: Moving): Promise<number> {
  for (let at = 1; at < 100; at++) {
    const office = await crowdedOffice();
    await send(office.process({ at, when: 'after' }), verb, office);
    if ((await send(office.process(), verb, office)).json.code === 'idempotency_in_progress') return at;
  }
  throw new Error('nothing is ever kept');
}

test('what was moved and then moved back by somebody is left where they put it', async () => {
  const office = await crowdedOffice();
  const verb = MOVING.migrate;
  const whole = await crowdedOffice();
  await send(whole.process(), verb, whole);
  await send(office.process({ at: whole.table.sent - 1, when: 'after' }), verb, office);
  const path = `/v1/contracts/${office.contract}/migrate`;
  const later = office.process(undefined, addSeconds(NOON, 30));
  expect(await office.done('POST', path, { toVersion: 1, dryRun: false }, later)).toMatchObject({ migrated: LIMIT });
  const again = await send(office.process(undefined, addSeconds(NOON, 61)), verb, office);
  expect(again.json.migrated).toBe(LIMIT);
  expect(await moves(office.process(), verb, office)).toEqual([2, 2, 2, 0, 0]);
});
