import { beforeEach, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const FORGED = `del_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_${'A'.repeat(32)}`;
const [GUESSER, OTHER] = ['192.0.2.1', '192.0.2.2'];

let app: WholeApp;
beforeEach(() => {
  app = wholeApp();
});

const ask = (receipt: string, source: string) => app.call('GET', `/v1/tenant-deletions/${receipt}`, { source });

test('who guesses receipts is told to wait after two hundred, and everybody else goes on', async () => {
  const { live: key } = await signUp(app);
  const { id } = (await app.call('GET', '/v1/tenant', { key })).json;
  const { receipt } = (await app.call('DELETE', '/v1/tenant', { key, json: { confirm: id } })).json;
  for (let guess = 0; guess < 200; guess++) expect((await ask(FORGED, GUESSER)).json.code).toBe('not_found');
  const refused = await ask(FORGED, GUESSER);
  expect([refused.status, refused.json.code, refused.headers.get('retry-after')]).toEqual([429, 'rate_limited', '1']);
  expect((await ask(receipt, OTHER)).json).toMatchObject({ tenantId: id, status: 'deleting' });
  app.clock.now = addSeconds(NOON, 1);
  expect((await ask(receipt, GUESSER)).status).toBe(200);
});

test('who guesses from ever other addresses of one IPv6 network is told to wait as if from one', async () => {
  const from = (guess: number) => `2001:db8:1:2:${guess.toString(16)}::1`;
  for (let guess = 0; guess < 200; guess++) expect((await ask(FORGED, from(guess))).json.code).toBe('not_found');
  expect((await ask(FORGED, from(200))).status).toBe(429);
  expect((await ask(FORGED, '2001:db8:1:3::1')).status).toBe(404);
});

test('who asks again and again by a receipt that holds is not held up', async () => {
  const { live: key } = await signUp(app);
  const { id } = (await app.call('GET', '/v1/tenant', { key })).json;
  const { receipt } = (await app.call('DELETE', '/v1/tenant', { key, json: { confirm: id } })).json;
  for (let asked = 0; asked < 300; asked++) expect((await ask(receipt, GUESSER)).status).toBe(200);
});
