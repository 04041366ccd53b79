import { describe, expect, it } from 'vitest';
import { addSeconds, type Instant, instantFromEpoch } from '#domain/instant.ts';
import {
  abandonDelivery,
  createDelivery,
  type Delivery,
  dueFor,
  MAX_KEPT_ATTEMPTS,
  noteAttempt,
  recordAttempt,
  reopenDelivery,
} from '#domain/webhook/delivery.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';

const start = instantFromEpoch(Date.UTC(2026, 10, 22, 9));
const url = 'https://example.com/hook';
const ids = { id: 'dlv_1', eventId: 'evt_1', eventType: 'clock.breached', endpointId: 'whe_1' } as const;
const fresh = () => createDelivery(ids, start);
const answered = (status: number): AttemptOutcome => ({ kind: 'response', status, latencyMs: 12, excerpt: 'body' });

/** Attempts at each due instant until nothing is due any more. */
function run(delivery: Delivery, outcome: AttemptOutcome): Delivery {
  let current = delivery;
  while (current.status === 'pending') {
    current = recordAttempt(current, { outcome, url, now: current.nextAttemptAt, jitter: 0 }).delivery;
  }
  return current;
}

describe('a delivery', () => {
  it('is delivered by the first success', () => {
    const { delivery, decision } = recordAttempt(fresh(), { outcome: answered(204), url, now: start, jitter: 0.5 });
    expect(decision).toEqual({ status: 'delivered' });
    expect(delivery).toEqual({
      ...ids,
      createdAt: start,
      version: 0,
      status: 'delivered',
      deliveredAt: start,
      attemptNumber: 1,
      attempts: [{ at: start, url, outcome: 'succeeded', httpStatus: 204, latencyMs: 12, responseExcerpt: 'body' }],
    });
  });

  it('waits for the next attempt after a failure', () => {
    const { delivery } = recordAttempt(fresh(), { outcome: answered(500), url, now: start, jitter: 0 });
    expect(delivery).toMatchObject({ status: 'pending', nextAttemptAt: addSeconds(start, 5), attemptNumber: 1 });
  });

  it('fails after eight attempts, each of them kept', () => {
    const failed = run(fresh(), answered(500));
    const total = 5 + 300 + 1800 + 7200 + 18_000 + 36_000 + 36_000;
    expect(failed).toMatchObject({
      status: 'failed',
      reason: 'attempts_exhausted',
      failedAt: addSeconds(start, total),
    });
    expect(failed.attempts).toHaveLength(8);
  });

  it('fails at once when the receiver is gone', () => {
    const { delivery } = recordAttempt(fresh(), { outcome: answered(410), url, now: start, jitter: 0 });
    expect(delivery).toMatchObject({ status: 'failed', reason: 'endpoint_gone', attemptNumber: 1 });
  });

  it('names what went wrong, for the tenant to act on', () => {
    const explain = (outcome: AttemptOutcome) =>
      recordAttempt(fresh(), { outcome, url, now: start, jitter: 0 }).delivery.attempts[0]?.error;
    expect(explain(answered(302))).toEqual({
      code: 'unsuccessful_status',
      message: 'Answered 302; redirects are not followed.',
    });
    expect(explain({ kind: 'timeout', latencyMs: 15_000, phase: 'body' })).toEqual({
      code: 'timeout',
      message: 'No complete answer in time (reading the answer).',
    });
    expect(explain({ kind: 'refused_address', latencyMs: 1, address: '10.0.0.1', range: 'private' })).toEqual({
      code: 'refused_address',
      message: 'The host leads to 10.0.0.1, which is not a public address (private).',
    });
    expect(explain({ kind: 'refused_url', latencyMs: 1, code: 'url_scheme' })?.code).toBe('refused_url');
    expect(explain({ kind: 'connection_error', latencyMs: 1, code: 'ECONNRESET' })?.message).toContain('ECONNRESET');
  });
});

describe('an attempt is asked for', () => {
  const waiting = recordAttempt(fresh(), { outcome: answered(500), url, now: start, jitter: 0 }).delivery;
  const promised = addSeconds(start, 5);
  const later = addSeconds(start, 1e6);

  it('by the very promise that the delivery has, and by no earlier or later one', () => {
    expect(dueFor(waiting, { notBefore: promised }, later)).toBe(waiting);
    expect(dueFor(waiting, { notBefore: addSeconds(promised, -1) }, later)).toBeUndefined();
    expect(dueFor(waiting, { notBefore: addSeconds(promised, 1) }, later)).toBeUndefined();
  });

  it('of what is delivered or failed by a replay alone, however often an old message comes', () => {
    const ended = [
      run(fresh(), answered(200)),
      run(fresh(), answered(500)),
      abandonDelivery(fresh(), 'endpoint_gone', start),
    ];
    for (const delivery of ended) {
      expect(dueFor(delivery, {}, later)).toBeUndefined();
      expect(dueFor(delivery, { notBefore: promised }, later)).toBeUndefined();
      expect(dueFor(delivery, { replayId: 'rpl_1' }, later)).toMatchObject({ status: 'pending', nextAttemptAt: later });
    }
  });

  it('by a replay once: its message finds the attempt made when it comes again', () => {
    const reopened = reopenDelivery(waiting, 'rpl_1', later);
    expect(dueFor(reopened, { replayId: 'rpl_1' }, later)).toBe(reopened);
    const { delivery } = recordAttempt(reopened, { outcome: answered(500), url, now: later, jitter: 0 });
    expect(dueFor(delivery, { replayId: 'rpl_1' }, later)).toBeUndefined();
    expect(dueFor(delivery, { replayId: 'rpl_2' }, later)).toMatchObject({ attemptNumber: 0, replayId: 'rpl_2' });
  });

  it('no more by the schedule that a replay has replaced', () => {
    expect(dueFor(reopenDelivery(waiting, 'rpl_1', later), { notBefore: promised }, later)).toBeUndefined();
  });
});

describe('a delivery that is begun anew', () => {
  it('keeps its attempts, its ids and when it was created, and goes through the whole schedule again', () => {
    const failed = run(fresh(), answered(500));
    const again = reopenDelivery(failed, 'rpl_1', addSeconds(start, 1e6));
    expect(again).toMatchObject({ ...ids, createdAt: start, attempts: failed.attempts, attemptNumber: 0 });
    expect(run(again, answered(500))).toMatchObject({ reason: 'attempts_exhausted', attemptNumber: 8 });
  });

  it('keeps the latest attempts when there are too many', () => {
    let delivery: Delivery = fresh();
    for (let round = 0; round < 4; round++)
      delivery = run(reopenDelivery(delivery, `rpl_${round}`, start), answered(500));
    expect(delivery.attempts).toHaveLength(MAX_KEPT_ATTEMPTS);
  });
});

describe('an attempt that a delivery went on without', () => {
  const attempt = (outcome: 'succeeded' | 'failed', at: Instant) => ({ at, url, outcome, latencyMs: 1 });
  const waiting = recordAttempt(fresh(), { outcome: answered(500), url, now: start, jitter: 0 }).delivery;

  it('is added where it belongs in time, once, and leaves what was promised', () => {
    const earlier = attempt('failed', addSeconds(start, -1));
    const noted = noteAttempt(noteAttempt(waiting, earlier), earlier);
    expect(noted).toMatchObject({ status: 'pending', nextAttemptAt: addSeconds(start, 5), attemptNumber: 1 });
    expect(noted.attempts.map(({ at }) => at)).toEqual([addSeconds(start, -1), start]);
  });

  it('makes the promise needless if it succeeded', () => {
    const at = addSeconds(start, 1);
    expect(noteAttempt(waiting, attempt('succeeded', at))).toMatchObject({ status: 'delivered', deliveredAt: at });
  });
});
