import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const BODY = {
  name: 'Closed-won to onboarding',
  from: { stage: 'closed_won' },
  to: { stage: 'onboarding' },
  subjectType: 'account',
  clocks: [
    { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', warnAt: [0.25, 0.5, 0.75] },
  ],
};
const THEN = '2019-11-29T18:00:00.000Z';

let app: WholeApp;
let key: string;
let clockId: string;
beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).test;
  clockId = (await call('POST', '/v1/test-clocks', { name: 'A weekend', now: '2019-11-29T19:00:00+01:00' })).json.id;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const call = (method: string, path: string, json?: unknown) =>
  app.call(method, path, { key, ...(json === undefined ? {} : { json }) });
const advance = (move: object) => call('POST', `/v1/test-clocks/${clockId}/advance`, move);

async function submitted(): Promise<string> {
  const owner = await call('POST', '/v1/owners', { name: 'Ana' });
  const routing = { rules: [], fallback: { ownerId: owner.json.id } };
  const contract = await call('POST', '/v1/contracts', { ...BODY, routing });
  await call('POST', `/v1/contracts/${contract.json.id}/publish`);
  const subject = { type: 'account', id: 'a' };
  const submission = { contractId: contract.json.id, subject, packet: {}, testClockId: clockId };
  const answer = await call('POST', '/v1/handoffs', submission);
  expect(answer.status, answer.text).toBe(201);
  return answer.json.id;
}

describe('a test clock', () => {
  test('is answered as it was made, found, listed, and removed', async () => {
    const found = await call('GET', `/v1/test-clocks/${clockId}`);
    expect(found.json).toEqual({
      id: clockId,
      version: 1,
      name: 'A weekend',
      now: THEN,
      status: 'ready',
      createdAt: NOON,
      updatedAt: NOON,
    });
    expect((await call('GET', '/v1/test-clocks')).json).toEqual({ data: [found.json], nextCursor: null });
    expect((await call('DELETE', `/v1/test-clocks/${clockId}`)).status).toBe(204);
    expect((await call('GET', `/v1/test-clocks/${clockId}`)).status).toBe(404);
  });

  test('gives a handoff its time: when it was created, when it is due, and how long it has waited', async () => {
    const id = await submitted();
    await advance({ by: 'PT90M' });
    expect((await call('GET', `/v1/handoffs/${id}`)).json).toMatchObject({
      createdAt: THEN,
      testClockId: clockId,
      clocks: [{ dueAt: '2019-11-29T22:00:00.000Z', elapsedSeconds: 5_400, warnings: [0.25] }],
    });
    expect((await call('GET', `/v1/handoffs/${id}/clocks/accept/explain`)).status).toBe(200);
  });

  test('answers 200 when it is there, with how often a handoff was brought up to a deadline', async () => {
    await submitted();
    expect(await advance({ to: '2019-12-02T09:00:00+01:00' })).toMatchObject({
      status: 200,
      json: { status: 'ready', now: '2019-12-02T08:00:00.000Z', progress: { recorded: 4 } },
    });
  });

  test('answers 202 when time is up for one call, and goes on with the same call', async () => {
    await submitted();
    let minutes = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => ++minutes * 60_000);
    const to = '2019-11-30T00:00:00.000Z';
    expect(await advance({ to })).toMatchObject({
      status: 202,
      json: {
        status: 'advancing',
        now: '2019-11-29T19:00:00.000Z',
        advancingTo: to,
        progress: { recorded: 1, waiting: 1 },
      },
    });
    expect(await advance({ by: 'PT1H' })).toMatchObject({ status: 409, json: { code: 'conflict', advancingTo: to } });
    vi.restoreAllMocks();
    expect(await advance({ to })).toMatchObject({ status: 200, json: { now: to, progress: { recorded: 3 } } });
  });
});
