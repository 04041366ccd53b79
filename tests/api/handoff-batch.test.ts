import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { journaledDynamo } from './support/journaled-dynamo.ts';
import { furnishedOffice } from './support/keyed-verbs.ts';
import { NOON } from './support/test-app.ts';
import { wholeApp } from './support/whole-app.ts';

const BATCH = '/v1/handoffs/batch';
const KEY = { 'idempotency-key': 'batch-5b1d6a0e' };

async function office() {
  const table = journaledDynamo();
  const app = wholeApp(table.client);
  const furnished = await furnishedOffice(app);
  const { key, submission } = furnished;
  const post = (path: string, json: unknown, headers: Record<string, string> = {}, by = wholeApp(table.client)) =>
    by.call('POST', path, { key, headers, json });
  const count = async () => (await app.call('GET', '/v1/handoffs?limit=100', { key })).json.data.length - 2;
  return { ...furnished, table, app, post, count, items: (n: number) => Array.from({ length: n }, () => submission) };
}

test('each item is answered by itself, in order, and none holds up another', async () => {
  const { post, count, submission } = await office();
  const wrongContract = { ...submission, contractId: 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' };
  const items = [submission, wrongContract, 'nonsense', { ...submission, extra: 1 }, null, submission];
  const { status, json } = await post(BATCH, { items });
  expect(status).toBe(200);
  expect(json.results.map((result: { index: number; status: number }) => [result.index, result.status])).toEqual([
    [0, 201],
    [1, 422],
    [2, 422],
    [3, 422],
    [4, 422],
    [5, 201],
  ]);
  expect(json.results[1].problem.errors).toMatchObject([{ pointer: '/contractId', code: 'unknown_contract' }]);
  expect(json.results[3].problem.errors).toMatchObject([{ pointer: '/extra', code: 'unknown_field' }]);
  expect(json.results[0].handoff.id).not.toBe(json.results[5].handoff.id);
  expect(await count()).toBe(2);
});

test.each([
  ['no items', { items: [] }],
  ['101 items', { items: Array.from({ length: 101 }, () => ({})) }],
  ['items that are no list', { items: {} }],
  ['something else beside', { items: [{}], atomic: true }],
])('a batch with %s is refused as a whole', async (_what, json) => {
  const { post, count } = await office();
  expect((await post(BATCH, json)).json.code).toBe('validation_failed');
  expect(await count()).toBe(0);
});

test('the same batch under the same key is done once', async () => {
  const { post, count, items } = await office();
  const json = { items: items(12) };
  const [first, second] = await Promise.all([post(BATCH, json, KEY), post(BATCH, json, KEY)]);
  const third = await post(BATCH, json, KEY);
  expect(new Set([first.text, second.text, third.text]).size).toBe(1);
  expect(third.headers.get('idempotent-replayed')).toBe('true');
  expect(await count()).toBe(12);
});

test('a batch whose process ends at any point can be sent again, and each item is done once', async () => {
  const rehearsal = await office();
  rehearsal.table.reset();
  await rehearsal.post(BATCH, { items: rehearsal.items(3) }, KEY);
  const { sent } = rehearsal.table;
  for (let at = 1; at <= sent; at++) {
    const { table, post, count, items } = await office();
    table.reset({ at, when: at % 2 === 0 ? 'before' : 'after' });
    await post(BATCH, { items: items(3) }, KEY);
    table.reset();
    const again = await post(BATCH, { items: items(3) }, KEY);
    expect(again.json.results.map(({ status }: { status: number }) => status)).toEqual([201, 201, 201]);
    expect(await count()).toBe(3);
  }
});

test('an item that failed for a passing reason is tried again when the batch is sent again', async () => {
  const { table, post, count, items } = await office();
  let broken = true;
  table.waitFor(async () => {
    if (broken && table.sent > 6) throw Object.assign(new Error('busy'), { name: 'ThrottlingException' });
  });
  table.reset();
  const first = await post(BATCH, { items: items(4) }, KEY);
  broken = false;
  expect([first.status, first.json.results.some(({ status }: { status: number }) => status === 503)]).toEqual([
    200,
    true,
  ]);
  const again = await post(BATCH, { items: items(4) }, KEY);
  expect(again.json.results.map(({ status }: { status: number }) => status)).toEqual([201, 201, 201, 201]);
  expect(await count()).toBe(4);
});

test('an item with a key of its own is the request that names that key', async () => {
  const { post, count, submission } = await office();
  const alone = await post('/v1/handoffs', submission, { 'idempotency-key': 'deal-7' });
  const items = [
    { ...submission, idempotencyKey: 'deal-7' },
    { ...submission, idempotencyKey: 'deal-8' },
  ];
  const { json } = await post(BATCH, { items });
  expect(json.results[0].handoff.id).toBe(alone.json.id);
  const other = { ...submission, subject: { type: 'account', id: 'globex' }, idempotencyKey: 'deal-8' };
  const reused = await post(BATCH, { items: [other] });
  expect(reused.json.results[0].problem.code).toBe('idempotency_key_reused');
  expect(await count()).toBe(2);
});

test('a batch with an item that names the key of the batch is refused before any item is done', async () => {
  const { post, count, submission } = await office();
  const items = [submission, { ...submission, idempotencyKey: KEY['idempotency-key'] }];
  const refused = await post(BATCH, { items }, KEY);
  expect([refused.status, refused.json.code]).toEqual([422, 'validation_failed']);
  expect(refused.json.errors).toMatchObject([{ pointer: '/items/1/idempotencyKey' }]);
  expect(await count()).toBe(0);
  const mended = [submission, { ...submission, idempotencyKey: 'another' }];
  expect((await post(BATCH, { items: mended }, KEY)).status).toBe(200);
  expect(await count()).toBe(2);
});

test('a key belongs to its batch from the first item on, also while the batch is not complete', async () => {
  const { table, post, count, items, submission } = await office();
  let isBroken = true;
  table.waitFor(async () => {
    if (isBroken && table.sent > 6) throw Object.assign(new Error('busy'), { name: 'ThrottlingException' });
  });
  table.reset();
  const first = await post(BATCH, { items: items(4) }, KEY);
  isBroken = false;
  expect(first.json.results.map(({ status }: { status: number }) => status)).toContain(503);
  const done = await count();
  for (const [path, json] of [
    [BATCH, { items: items(3) }],
    [BATCH, { items: [{ ...submission, subject: { type: 'account', id: 'other' } }] }],
    ['/v1/owners', { name: 'By the same key' }],
  ] as const) {
    const other = await post(path, json, KEY);
    expect([other.status, other.json.code]).toEqual([422, 'idempotency_key_reused']);
  }
  expect(await count()).toBe(done);
  const again = await post(BATCH, { items: items(4) }, KEY);
  expect(again.json.results.map(({ status }: { status: number }) => status)).toEqual([201, 201, 201, 201]);
  expect((await post(BATCH, { items: items(4) }, KEY)).headers.get('idempotent-replayed')).toBe('true');
  expect(await count()).toBe(4);
});

test('a batch whose process ended at any point leaves its key to no other batch, once an item is done', async () => {
  const rehearsal = await office();
  rehearsal.table.reset();
  await rehearsal.post(BATCH, { items: rehearsal.items(2) }, KEY);
  for (let at = 1; at <= rehearsal.table.sent; at++) {
    const { table, post, count, items, submission } = await office();
    table.reset({ at, when: 'after' });
    await post(BATCH, { items: items(2) }, KEY);
    table.reset();
    const done = await count();
    if (done === 0) continue;
    const other = await post(BATCH, { items: [{ ...submission, priority: 'high' }, submission] }, KEY);
    expect(other.json.code).toBe('idempotency_key_reused');
    expect(await count()).toBe(done);
  }
});

describe('a batch whose answer is too large to be kept', () => {
  async function largeBatch() {
    const all = await office();
    // random, so that it cannot be made smaller
    const attributes = () =>
      Object.fromEntries(
        Array.from({ length: 14 }, (_, index) => [`fact${index}`, randomBytes(370).toString('base64')]),
      );
    const items = Array.from({ length: 90 }, (_, index) => ({
      ...all.submission,
      subject: { type: 'account', id: `a${index}`, attributes: attributes() },
    }));
    return { ...all, json: { items } };
  }

  test('is answered again from its items, by any process, and none is done twice', async () => {
    const { post, json, table, app, key } = await largeBatch();
    const first = await post(BATCH, json, KEY);
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([200, null]);
    expect(first.json.results.every(({ status }: { status: number }) => status === 201)).toBe(true);
    const again = [await post(BATCH, json, KEY), await post(BATCH, json, KEY)];
    for (const answer of again) {
      expect([answer.status, answer.text === first.text]).toEqual([200, true]);
      expect(answer.headers.get('idempotent-replayed')).toBe('true');
    }
    const together = await Promise.all(Array.from({ length: 20 }, () => post(BATCH, json, KEY)));
    expect(together.every(({ text }) => text === first.text)).toBe(true);
    table.reset();
    const { data, nextCursor } = (await app.call('GET', '/v1/handoffs?limit=100', { key })).json;
    expect([data.length, nextCursor]).toEqual([90 + 2, null]);
  });

  test('goes on being answered for no longer than its first item is known', async () => {
    const { post, json, table } = await largeBatch();
    const first = await post(BATCH, json, KEY);
    const at = (seconds: number) => {
      const later = wholeApp(table.client);
      later.clock.now = addSeconds(NOON, seconds);
      return later;
    };
    const late = await post(BATCH, json, KEY, at(24 * 3600 - 1));
    expect(late.text === first.text).toBe(true);
    const next = await post(BATCH, json, KEY, at(24 * 3600));
    expect([next.status, next.headers.get('idempotent-replayed')]).toEqual([200, null]);
  });
});
