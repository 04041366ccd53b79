import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { signUp, type WholeApp, wholeApp } from '../support/whole-app.ts';

const BOTH_SHAPES = 'send either a window, {"from": "…", "to": "…"}, or events, {"eventIds": ["evt_…"]}';

let app: WholeApp;
let key: string;
let id: string;
beforeEach(async () => {
  app = wholeApp();
  key = (await signUp(app)).live;
  const json = { url: 'https://example.com/hook', eventTypes: ['clock.*'] };
  id = (await app.call('POST', '/v1/webhook-endpoints', { key, json })).json.id;
});

const start = (json: object) => app.call('POST', `/v1/webhook-endpoints/${id}/replay`, { key, json });

describe('a replay of a window', () => {
  test('without an end is of all up to the moment in which it is asked for', async () => {
    const now = app.clock.now;
    const { status, json } = await start({ from: addSeconds(now, -3600) });
    expect(status).toBe(202);
    expect(json.window).toEqual({ from: addSeconds(now, -3600), to: now });
  });
});

test.each([{}, { undeliveredOnly: true }])(
  'a replay that is asked for in neither way is told both: %j',
  async (json) => {
    const answer = await start(json);
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toEqual([{ pointer: '', code: 'no_alternative_matches', message: BOTH_SHAPES }]);
  },
);

test('what is no id of an event is told what one looks like', async () => {
  const answer = await start({ eventIds: ['evt_bogus'] });
  const message =
    'must be the id of an event: evt_, 26 digits and capital letters, and of a handoff’s events _ and 6 to 9 digits';
  expect([answer.status, answer.json.errors]).toEqual([
    422,
    [{ pointer: '/eventIds/0', code: 'invalid_format', message }],
  ]);
});
