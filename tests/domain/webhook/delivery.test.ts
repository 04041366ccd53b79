import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeconds, type Instant, instantFromEpoch } from '#domain/instant.ts';
import {
  abandonDelivery,
  createDelivery,
  type Delivery,
  deliverySchema,
  isAttemptDue,
  type PendingDelivery,
  recordAttempt,
} from '#domain/webhook/delivery.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import { holds } from '#tests/support/property.ts';

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

  it('survives being stored, and keeps each of its attempts, through any sequence of outcomes', () => {
    const step = fc.constantFrom<Step>('success', 'failure', 'gone', 'abandon');
    holds(fc.array(step, { maxLength: 12 }), 500, (steps) => {
      let delivery: Delivery = fresh();
      for (const kind of steps) {
        if (delivery.status !== 'pending') break;
        const made = delivery.attempts.length;
        delivery = apply(delivery, kind, delivery.nextAttemptAt);
        expect(deliverySchema().parse(JSON.parse(JSON.stringify(delivery)))).toEqual(delivery);
        expect(delivery.attempts).toHaveLength(kind === 'abandon' ? made : made + 1);
        expect(delivery.attemptNumber).toBe(delivery.attempts.length);
      }
      expect(delivery.attempts.length).toBeLessThanOrEqual(8);
    });
  });
});

type Step = 'success' | 'failure' | 'gone' | 'abandon';

function apply(delivery: PendingDelivery, step: Step, now: Instant): Delivery {
  if (step === 'abandon') return abandonDelivery(delivery, 'endpoint_disabled', now);
  const status = { success: 200, failure: 500, gone: 410 }[step];
  return recordAttempt(delivery, { outcome: answered(status), now, jitter: 0 }).delivery;
}
