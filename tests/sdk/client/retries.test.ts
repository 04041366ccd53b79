import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answering, json, problem, rejection } from './answering.ts';

const SUBMISSION = { contractId: 'ctr_1', subject: { type: 'account', id: 'acme' }, packet: {} };
const DROPPED = new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
const UNREACHED = new TypeError('fetch failed', {
  cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8787'), { code: 'ECONNREFUSED' }),
});
const DONE = json({ id: 'hnd_1' }, 201);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lets all time pass that `promise` waits for. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined); // is looked at below
  await vi.runAllTimersAsync();
  return await promise;
}

describe('a call is tried again', () => {
  it.each([
    ['a dropped connection', DROPPED],
    ['a rate limit', problem(429, 'rate_limited')],
    ['unavailability', problem(503, 'unavailable')],
    ['an error of the service', problem(500, 'internal_error')],
    ['a proxy without a server', new Response('', { status: 502 })],
    ['a proxy whose server is late', new Response('', { status: 504 })],
    ['its own first attempt, which is under way', problem(409, 'idempotency_in_progress')],
  ])('after %s, with the same idempotency key and body', async (_, outcome) => {
    const { client, sent } = answering([outcome, DONE]);
    expect(await settled(client.post('/v1/handoffs', { body: SUBMISSION }))).toEqual({ id: 'hnd_1' });
    const [first, second, ...others] = sent.map(({ headers, body }) => [headers.get('idempotency-key'), body]);
    expect(second).toEqual(first);
    expect(others).toEqual([]);
  });

  it('up to the limit, and then tells what the last attempt came to and how many there were', async () => {
    const { client, sent } = answering([problem(503, 'unavailable')], { maxRetries: 2 });
    expect(await rejection(settled(client.get('/v1/tenant')))).toMatchObject({ code: 'unavailable', attempts: 3 });
    expect(sent).toHaveLength(3);
  });

  it('after at most 0.5, 1, 2, 4 and 8 seconds, drawn anew each time', async () => {
    const { client, sent } = answering([DROPPED], { maxRetries: 6 });
    const call = rejection(client.get('/v1/tenant'));
    const waits: number[] = [];
    for (let before = Date.now(); sent.length < 7; before = Date.now()) {
      await vi.advanceTimersToNextTimerAsync();
      if (Date.now() > before) waits.push(Date.now() - before);
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000]);
    await call;
  });

  it.each([
    ['seconds', () => '7'],
    ['a date', () => new Date(Date.now() + 7000).toUTCString()],
  ])('not before Retry-After has passed, in %s', async (_, retryAfter) => {
    vi.setSystemTime('2026-11-22T09:00:00Z');
    const { client, sent } = answering([problem(429, 'rate_limited', {}, { 'retry-after': retryAfter() }), DONE]);
    const call = client.get('/v1/tenant');
    await vi.advanceTimersByTimeAsync(7_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(sent).toHaveLength(2);
    await call;
  });
});

describe('a call is not tried again', () => {
  it.each([
    ['a refusal', problem(422, 'not_ready')],
    ['a conflict', problem(409, 'illegal_transition')],
    ['an idempotency key that has no answer', problem(409, 'idempotency_unanswered')],
    ['a request to come back in more than a minute', problem(429, 'rate_limited', {}, { 'retry-after': '61' })],
  ])('after %s', async (_, outcome) => {
    const { client, sent } = answering([outcome, DONE]);
    await rejection(settled(client.post('/v1/handoffs', { body: SUBMISSION })));
    expect(sent).toHaveLength(1);
  });

  it('where it may have been done, and the version that it names be gone by itself', async () => {
    const { client, sent } = answering([DROPPED, DONE]);
    const edit = { path: { id: 'own_1' }, body: { name: 'Ana' }, ifMatch: '"3"' };
    expect(await rejection(settled(client.patch('/v1/owners/{id}', edit)))).toMatchObject({
      code: 'connection_failed',
    });
    expect(sent).toHaveLength(1);
    const limited = answering([problem(429, 'rate_limited'), DONE]);
    await settled(limited.client.patch('/v1/owners/{id}', edit));
    expect(limited.sent).toHaveLength(2);
  });

  it('once the caller has aborted it, while it waits or before, and throws the reason', async () => {
    const { client, sent } = answering([problem(503, 'unavailable', {}, { 'retry-after': '30' })]);
    const controller = new AbortController();
    const call = rejection(client.get('/v1/tenant', { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort(new Error('enough'));
    expect(await call).toEqual(new Error('enough'));
    expect(await rejection(client.get('/v1/tenant', { signal: controller.signal }))).toEqual(new Error('enough'));
    expect(sent.length).toBeLessThanOrEqual(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a DELETE whose answer was lost', () => {
  const remove = { path: { id: 'own_1' } };
  const GONE = problem(404, 'not_found');

  it.each([
    ['a dropped connection', DROPPED],
    ['an error of the service', problem(500, 'internal_error')],
    ['a proxy whose server is late', new Response('', { status: 504 })],
  ])('to %s is done if the next attempt finds nothing there', async (_, lost) => {
    const { client, sent } = answering([lost, GONE]);
    expect(await settled(client.delete('/v1/owners/{id}', remove))).toBeUndefined();
    expect(sent).toHaveLength(2);
    const told = answering([lost, problem(503, 'unavailable'), GONE]).client;
    expect(await settled(told.send('DELETE', '/v1/owners/{id}', remove))).toMatchObject({
      status: 404,
      requestId: 'req_1',
    });
  });

  it.each([
    ['the first attempt', [GONE]],
    ['an attempt after one that was not let in', [problem(429, 'rate_limited'), GONE]],
  ])('is refused as not found if %s finds nothing there', async (_, outcomes) => {
    const { client } = answering(outcomes);
    expect(await rejection(settled(client.delete('/v1/owners/{id}', remove)))).toMatchObject({
      code: 'not_found',
      maybeDone: false,
    });
  });

  it('is not done by a page of somebody else that is not found', async () => {
    const { client } = answering([DROPPED, new Response('no such page', { status: 404 })]);
    expect(await rejection(settled(client.delete('/v1/owners/{id}', remove)))).toMatchObject({
      code: 'unexpected_answer',
      maybeDone: true,
    });
  });

  it('and that closes a tenant is not sent again: its receipt is lost with the answer, and the error says so', async () => {
    const { client, sent } = answering([DROPPED, problem(401, 'unauthenticated')]);
    const error = await rejection(settled(client.delete('/v1/tenant', { body: { confirm: 'ten_1' } })));
    expect(error).toMatchObject({ code: 'connection_failed', maybeDone: true, attempts: 1 });
    expect(String(error)).toContain('may have been done');
    expect(sent).toHaveLength(1);
    const limited = answering([problem(429, 'rate_limited'), json({ receipt: 'del_1' }, 202)]);
    expect(await settled(limited.client.delete('/v1/tenant', { body: { confirm: 'ten_1' } }))).toEqual({
      receipt: 'del_1',
    });
  });
});

describe('an error says that the call may have been done', () => {
  const key = { path: { id: 'key_1' } };
  const rotation = { ...key, body: { overlap: 'PT0S' } };

  it.each([
    ['a DELETE that is refused after its answer was lost', 'DELETE', [DROPPED, problem(401, 'unauthenticated')], true],
    ['a POST that never had an answer', 'POST', [DROPPED], true],
    ['a POST whose key was ended by it', 'POST', [DROPPED, problem(401, 'unauthenticated')], true],
    ['a POST that was cut off', 'POST', [DROPPED, problem(409, 'idempotency_unanswered')], true],
    [
      'a POST that is refused under its key: done, it had been answered again',
      'POST',
      [DROPPED, problem(409, 'conflict')],
      false,
    ],
    [
      'a POST that a proxy refuses after its answer was lost',
      'POST',
      [DROPPED, new Response('Forbidden', { status: 403 })],
      true,
    ],
    ['a POST that a proxy refuses', 'POST', [new Response('Forbidden', { status: 403 })], false],
    ['a POST for which nobody was there', 'POST', [UNREACHED], false],
    ['a DELETE of what is not there, after nobody was there', 'DELETE', [UNREACHED, problem(404, 'not_found')], false],
    ['a POST that is refused', 'POST', [problem(409, 'conflict')], false],
    ['a GET, which does nothing', 'GET', [DROPPED], false],
  ] as const)('or not: %s', async (_, method, outcomes, maybeDone) => {
    const { client } = answering(outcomes);
    const calls = {
      DELETE: () => client.delete('/v1/api-keys/{id}', key),
      POST: () => client.post('/v1/api-keys/{id}/rotate', rotation),
      GET: () => client.get('/v1/tenant'),
    };
    expect(await rejection(settled<unknown>(calls[method]()))).toMatchObject({ maybeDone });
  });
});

describe('an attempt that takes too long', () => {
  it('is given up and tried again', async () => {
    vi.useRealTimers(); // AbortSignal.timeout knows no other
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const never = (request: Request) =>
      new Promise<Response>((_, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason));
      });
    const { client, sent } = answering([never], { timeoutMs: 5, maxRetries: 1 });
    expect(await rejection(client.get('/v1/tenant'))).toMatchObject({ code: 'timed_out', attempts: 2 });
    expect(sent).toHaveLength(2);
  });
});
