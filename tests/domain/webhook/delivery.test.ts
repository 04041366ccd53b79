import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeconds, type Instant, instantFromEpoch } from '#domain/instant.ts';
import {
  abandonDelivery,
  createDelivery,
  type Delivery,
  deliverySchema,
  isAttemptDue,
  recordAttempt,
  reopenDelivery,
} from '#domain/webhook/delivery.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';

const start = instantFromEpoch(Date.UTC(2026, 10, 22, 9));
const ids = { id: 'dlv_1', eventId: 'evt_1', endpointId: 'whe_1' };
const fresh = () => createDelivery(ids, start);
const answered = (status: number): AttemptOutcome => ({ kind: 'response', status, latencyMs: 12, excerpt: 'body' });

/** Attempts at each due instant until nothing is due any more. */
function run(delivery: Delivery, outcome: AttemptOutcome): Delivery {
  let current = delivery;
  while (current.status === 'pending') {
    current = recordAttempt(current, { outcome, now: current.nextAttemptAt, jitter: 0 }).delivery;
  }
  return current;
}

describe('a delivery', () => {
  it('is due at once when created, and not before', () => {
    expect(isAttemptDue(fresh(), start)).toBe(true);
    expect(isAttemptDue(fresh(), addSeconds(start, -0.001))).toBe(false);
  });

  it('is delivered by the first success', () => {
    const { delivery, decision } = recordAttempt(fresh(), { outcome: answered(204), now: start, jitter: 0.5 });
    expect(decision).toEqual({ status: 'delivered' });
    expect(delivery).toEqual({
      ...ids,
      status: 'delivered',
      deliveredAt: start,
      attemptNumber: 1,
      attempts: [{ at: start, outcome: 'succeeded', httpStatus: 204, latencyMs: 12, responseExcerpt: 'body' }],
    });
  });

  it('waits for the next attempt after a failure', () => {
    const { delivery } = recordAttempt(fresh(), { outcome: answered(500), now: start, jitter: 0 });
    expect(delivery).toMatchObject({ status: 'pending', nextAttemptAt: addSeconds(start, 5), attemptNumber: 1 });
    expect(isAttemptDue(delivery, addSeconds(start, 4.999))).toBe(false);
    expect(isAttemptDue(delivery, addSeconds(start, 5))).toBe(true);
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
    const { delivery } = recordAttempt(fresh(), { outcome: answered(410), now: start, jitter: 0 });
    expect(delivery).toMatchObject({ status: 'failed', reason: 'endpoint_gone', attemptNumber: 1 });
  });

  it('is not attempted again once it is delivered or failed, however often its message comes', () => {
    const later = addSeconds(start, 1e6);
    expect(isAttemptDue(run(fresh(), answered(200)), later)).toBe(false);
    expect(isAttemptDue(run(fresh(), answered(500)), later)).toBe(false);
    expect(isAttemptDue(abandonDelivery(fresh(), 'endpoint_disabled', start), later)).toBe(false);
  });

  it('begins a new round under the same ids when it is reopened, and keeps what was', () => {
    const later = addSeconds(start, 1e6);
    const reopened = reopenDelivery(run(fresh(), answered(500)), later);
    expect(reopened).toMatchObject({ ...ids, status: 'pending', nextAttemptAt: later, attemptNumber: 0 });
    expect(reopened.attempts).toHaveLength(8);
    expect(run(reopened, answered(500)).attempts).toHaveLength(16);
  });

  it('keeps the latest 16 attempts, however often it is replayed', () => {
    const twice = run(reopenDelivery(run(fresh(), answered(500)), start), answered(500));
    const thrice = run(reopenDelivery(twice, start), answered(200));
    expect(thrice.attempts).toHaveLength(16);
    expect(thrice.attempts.map(({ httpStatus }) => httpStatus)).toEqual([
      ...Array.from({ length: 15 }, () => 500),
      200,
    ]);
  });

  it('is only brought forward when it is reopened while pending, so that it cannot be kept alive for ever', () => {
    const { delivery } = recordAttempt(fresh(), { outcome: answered(500), now: start, jitter: 0 });
    expect(reopenDelivery(delivery, addSeconds(start, 1))).toMatchObject({
      attemptNumber: 1,
      nextAttemptAt: addSeconds(start, 1),
    });
  });

  it('names what went wrong, for the tenant to act on', () => {
    const explain = (outcome: AttemptOutcome) =>
      recordAttempt(fresh(), { outcome, now: start, jitter: 0 }).delivery.attempts[0]?.error;
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

  it('survives being stored, and stays bounded, through any sequence of outcomes and transitions', () => {
    const step = fc.constantFrom('success', 'failure', 'gone', 'abandon', 'reopen');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let delivery: Delivery = fresh();
        let now: Instant = start;
        for (const kind of steps) {
          now = addSeconds(now, 1);
          delivery = apply(delivery, kind, now);
          expect(deliverySchema().parse(JSON.parse(JSON.stringify(delivery)))).toEqual(delivery);
          expect(delivery.attempts.length).toBeLessThanOrEqual(16);
          expect(delivery.attemptNumber).toBeLessThanOrEqual(8);
          if (delivery.status === 'pending' && kind !== 'reopen') expect(delivery.nextAttemptAt >= now).toBe(true);
        }
      }),
    );
  });
});

type Step = 'success' | 'failure' | 'gone' | 'abandon' | 'reopen';

function apply(delivery: Delivery, step: Step, now: Instant): Delivery {
  if (step === 'reopen' || delivery.status !== 'pending') return reopenDelivery(delivery, now);
  if (step === 'abandon') return abandonDelivery(delivery, 'endpoint_disabled', now);
  const status = { success: 200, failure: 500, gone: 410 }[step];
  return recordAttempt(delivery, { outcome: answered(status), now, jitter: 0 }).delivery;
}
