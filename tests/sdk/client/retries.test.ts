import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answering, json, problem, rejection } from './answering.ts';

const SUBMISSION = { contractId: 'ctr_1', subject: { type: 'account', id: 'acme' }, packet: {} };
const DROPPED = new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
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
