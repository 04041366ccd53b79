import { beforeEach, describe, expect, test } from 'vitest';
import { CALENDAR } from '#api/schemas/calendar-examples.ts';
import { clockExplanation, clockExplanationExample } from '#api/schemas/explanation.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

/** Monday, 23 November 2026. Berlin, where the team works 09:00 to 12:30 and 13:30 to 17:30, is an hour ahead. */
const at = (time: string) => instantFromEpoch(Date.parse(`2026-11-23T${time}Z`));
const HOUR = 3600;

let app: WholeApp;
let key: string;
let ana: string;
let queue: string;
let calendar: string;
let handoff: string;

const call = (method: string, path: string, json?: unknown) =>
  app.call(method, path, { key, ...(json === undefined ? {} : { json }) });

async function made(path: string, json: unknown): Promise<string> {
  const answer = await call('POST', path, json);
  expect(answer.status, answer.text).toBe(201);
  return answer.json.id;
}

async function done(path: string, json: unknown = {}) {
  const answer = await call('POST', path, json);
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
}

const command = (name: string, json?: unknown) => done(`/v1/handoffs/${handoff}/${name}`, json);

async function explain(query = '', clock = 'complete') {
  const answer = await call('GET', `/v1/handoffs/${handoff}/clocks/${clock}/explain${query}`);
  expect(answer.status, answer.text).toBe(200);
  const clocks = (await call('GET', `/v1/handoffs/${handoff}/clocks`)).json.data;
  const { name, attempt, run, elapsedSeconds, remainingSeconds, dueAt, state } = answer.json;
  expect(clocks).toContainEqual(
    expect.objectContaining({ name, attempt, run, elapsedSeconds, remainingSeconds, dueAt, state }),
  );
  return answer.json;
}

beforeEach(async () => {
  app = wholeApp();
  app.clock.now = at('08:00:00');
  key = (await signUp(app)).live;
  ana = await made('/v1/owners', { name: 'Ana' });
  queue = await made('/v1/queues', { name: 'Onboarding' });
  calendar = await made('/v1/calendars', CALENDAR);
  const contract = await made('/v1/contracts', {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    rejectionReasons: [{ code: 'incomplete', class: 'clerical', label: 'Incomplete' }],
    pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'] }],
    routing: { rules: [], fallback: { queueId: queue } },
    clocks: [
      { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT2H' },
      {
        name: 'complete',
        start: 'submitted',
        stop: ['completed'],
        target: 'PT4H',
        calendarId: calendar,
        pausable: true,
      },
      { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT8H' },
    ],
  });
  await done(`/v1/contracts/${contract}/publish`);
  handoff = await made('/v1/handoffs', { contractId: contract, subject: { type: 'account', id: 'a' }, packet: {} });
});

describe('the explanation of a clock', () => {
  test('shows pauses whole, closed hours, and with whom each stretch was', async () => {
    app.clock.now = at('09:00:00');
    await command('accept', { ownerId: ana });
    app.clock.now = at('11:00:00');
    await command('pause', { reason: 'awaiting_customer', resumeBy: at('15:00:00') });
    app.clock.now = at('13:00:00');
    await command('resume');
    app.clock.now = at('13:30:00');
    const platform = { party: 'platform', queueId: queue };
    const receiver = { party: 'receiver', ownerId: ana };
    const stretch = (from: string, to: string, kind: string, seconds: number, party: object) => ({
      from: at(from),
      to: at(to),
      kind,
      seconds,
      ...party,
    });
    expect(await explain()).toEqual({
      name: 'complete',
      attempt: 1,
      run: 1,
      state: 'running',
      target: 'PT4H',
      targetSeconds: 4 * HOUR,
      startedAt: at('08:00:00'),
      dueAt: at('14:00:00'),
      stoppedAt: null,
      asOf: at('13:30:00'),
      elapsedSeconds: 3.5 * HOUR,
      remainingSeconds: 0.5 * HOUR,
      segments: [
        stretch('08:00:00', '09:00:00', 'open', HOUR, platform),
        stretch('09:00:00', '11:00:00', 'open', 2 * HOUR, receiver),
        // the lunch break lies in the pause
        stretch('11:00:00', '13:00:00', 'paused', 2 * HOUR, receiver),
        stretch('13:00:00', '13:30:00', 'open', 0.5 * HOUR, receiver),
      ],
      holders: [
        { ...platform, elapsedSeconds: HOUR },
        { ...receiver, elapsedSeconds: 2.5 * HOUR },
      ],
      changes: [
        { at: at('11:00:00'), change: 'paused', reason: 'awaiting_customer', resumesAt: at('15:00:00') },
        { at: at('13:00:00'), change: 'resumed', cause: 'request', dueAt: at('14:00:00') },
      ],
    });
  });

  test('goes by each calendar version for the time in which the clock did', async () => {
    app.clock.now = at('09:30:00');
    const longer = { ...CALENDAR, weekly: { ...CALENDAR.weekly, mon: [['09:00', '20:00']] }, holidays: [] };
    await app.call('PUT', `/v1/calendars/${calendar}`, { key, json: longer });
    await done(`/v1/calendars/${calendar}/rebase`, { dryRun: false });
    app.clock.now = at('13:00:00');
    const { segments, changes, elapsedSeconds, state } = await explain();
    expect({ state, elapsedSeconds }).toEqual({ state: 'breached_open', elapsedSeconds: 5 * HOUR });
    expect(segments).toEqual([
      { from: at('08:00:00'), to: at('13:00:00'), kind: 'open', seconds: 5 * HOUR, party: 'platform', queueId: queue },
    ]);
    expect(changes).toMatchObject([
      { change: 'rebased', at: at('09:30:00'), calendarId: calendar, fromVersion: 1, toVersion: 2 },
      { change: 'retargeted', cause: 'calendar', from: { dueAt: at('13:00:00') }, to: { dueAt: at('12:00:00') } },
    ]);
  });

  test('counts a rejected handoff’s time as the sender’s, and that of each attempt apart', async () => {
    app.clock.now = at('08:30:00');
    await command('reassign', { ownerId: ana, reason: 'claimed' });
    app.clock.now = at('09:00:00');
    await command('reject', { reason: 'incomplete', fields: ['/goals'] });
    app.clock.now = at('10:00:00');
    await command('resubmit', { packet: { goals: 'Live by Q1' } });
    app.clock.now = at('10:15:00');
    const { holders } = await explain();
    expect(holders.map(({ party, elapsedSeconds }: Record<string, unknown>) => [party, elapsedSeconds])).toEqual([
      ['platform', 0.75 * HOUR],
      ['receiver', 0.5 * HOUR],
      ['sender', HOUR],
    ]);
    expect(await explain('?attempt=1', 'accept')).toMatchObject({ state: 'met', elapsedSeconds: HOUR });
    expect(await explain('', 'accept')).toMatchObject({ attempt: 2, elapsedSeconds: 0.25 * HOUR });
  });

  test('of a clock that ran twice in an attempt is that of either run', async () => {
    app.clock.now = at('08:30:00');
    await command('reassign', { ownerId: ana, reason: 'theirs', misroute: true });
    app.clock.now = at('08:45:00');
    const { clocks } = (await call('GET', `/v1/handoffs/${handoff}`)).json;
    const accepts = clocks.filter(({ name }: { name: string }) => name === 'accept');
    expect(accepts).toMatchObject([
      { attempt: 1, run: 1, state: 'cancelled' },
      { attempt: 1, run: 2, state: 'running' },
    ]);
    expect(await explain('?run=1', 'accept')).toMatchObject({ run: 1, state: 'cancelled', stoppedAt: at('08:30:00') });
    expect(await explain('?run=2&attempt=1', 'accept')).toMatchObject({ run: 2, startedAt: at('08:30:00') });
    expect(await explain('', 'accept')).toMatchObject({ run: 2 });
    for (const query of ['run=3', 'run=1&attempt=2']) {
      const { status, json } = await call('GET', `/v1/handoffs/${handoff}/clocks/accept/explain?${query}`);
      expect({ status, detail: json.detail }).toEqual({
        status: 404,
        detail: expect.stringContaining('run 2 in attempt 1'),
      });
    }
  });

  test('ends at the stop, however much later it is asked for', async () => {
    app.clock.now = at('09:00:00');
    await command('accept', { ownerId: ana });
    app.clock.now = at('18:00:00');
    const { segments, stoppedAt, elapsedSeconds } = await explain('', 'accept');
    expect({ stoppedAt, elapsedSeconds }).toEqual({ stoppedAt: at('09:00:00'), elapsedSeconds: HOUR });
    expect(segments).toHaveLength(1);
  });

  test('stores nothing, also where a deadline has passed unnoticed', async () => {
    app.clock.now = at('20:00:00');
    expect(await explain()).toMatchObject({ state: 'breached_open' });
    expect(
      (await call('GET', `/v1/handoffs/${handoff}/events`)).json.data.map(({ type }: { type: string }) => type),
    ).toEqual(['handoff.submitted', 'clock.started', 'clock.started']);
  });

  test.each([
    [
      'a clock that the contract has and that has not started',
      'fix/explain',
      'The clock fix has not started in this handoff.',
    ],
    ['a clock that the contract lacks', 'touch/explain', 'it has: accept, complete, fix.'],
    [
      'an attempt that never was',
      'complete/explain?attempt=2',
      'The clock complete has no attempt 2; it has had run 1 in attempt 1.',
    ],
    ['a name that no clock can have', '0/explain', 'nothing at this path'],
  ])('is not found for %s, and says so', async (_what, path, detail) => {
    const { status, json } = await call('GET', `/v1/handoffs/${handoff}/clocks/${path}`);
    expect({ status, code: json.code }).toEqual({ status: 404, code: 'not_found' });
    expect(json.detail).toContain(detail);
  });

  test('is of attempts and runs from 1 on', async () => {
    const { json } = await call('GET', `/v1/handoffs/${handoff}/clocks/complete/explain?attempt=0`);
    expect(json).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/query/attempt' }] });
    const run = await call('GET', `/v1/handoffs/${handoff}/clocks/complete/explain?run=first`);
    expect(run.json).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/query/run' }] });
  });

  test('is told of a handoff with hundreds of events', async () => {
    for (let note = 0; note < 450; note++) await command('notes', { text: `note ${note}` });
    app.clock.now = at('09:00:00');
    expect(await explain()).toMatchObject({ elapsedSeconds: HOUR });
  });
});

test('the example of the reference is one', () => {
  expect(clockExplanation().safeParse(clockExplanationExample).error?.message).toBeUndefined();
});
