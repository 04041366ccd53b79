import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromEpoch, secondsBetween } from '#domain/instant.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import { decideAfterAttempt, MAX_ATTEMPTS } from '#domain/webhook/retry.ts';

const now = instantFromEpoch(Date.UTC(2026, 10, 22, 9));

const answered = (status: number, retryAfter?: string): AttemptOutcome => ({
  kind: 'response',
  status,
  latencyMs: 1,
  excerpt: '',
  ...(retryAfter !== undefined && { retryAfter }),
});

/** Seconds until the next attempt, or what else was decided. */
function followUp(attemptNumber: number, outcome: AttemptOutcome, jitter = 0): number | string {
  const decision = decideAfterAttempt({ attemptNumber, outcome, now, jitter });
  return decision.status === 'retrying' ? secondsBetween(now, decision.nextAttemptAt) : decision.status;
}

const failures: readonly AttemptOutcome[] = [
  answered(100),
  answered(199),
  answered(300),
  answered(301),
  answered(307),
  answered(400),
  answered(401),
  answered(404),
  answered(429),
  answered(500),
  answered(503),
  { kind: 'timeout', latencyMs: 15_000, phase: 'response' },
  { kind: 'refused_url', latencyMs: 0, code: 'url_scheme' },
  { kind: 'refused_address', latencyMs: 1, address: '10.0.0.1', range: 'private' },
  { kind: 'connection_error', latencyMs: 1, code: 'ECONNREFUSED' },
];

describe('decideAfterAttempt', () => {
  it('tries at 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then fails', () => {
    const delays = Array.from({ length: 8 }, (_, index) => followUp(index + 1, answered(500)));
    expect(delays).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 36_000, 'failed']);
    expect(MAX_ATTEMPTS).toBe(8);
  });

  it.each([200, 201, 202, 204, 299])('takes %i for success, on any attempt', (status) => {
    expect(followUp(1, answered(status))).toBe('delivered');
    expect(followUp(8, answered(status))).toBe('delivered');
  });

  it.each(failures)('takes $kind $status for a failure', (outcome) => expect(followUp(1, outcome)).toBe(5));

  it('takes 410 for the end, on any attempt', () => {
    expect(followUp(1, answered(410))).toBe('endpoint_gone');
    expect(followUp(8, answered(410, '60'))).toBe('endpoint_gone');
  });

  it('adds up to a tenth of the delay by jitter', () => {
    expect(followUp(1, answered(500), 1)).toBe(5.5);
    expect(followUp(4, answered(500), 0.5)).toBe(7560);
  });

  it('waits longer if Retry-After asks for it, in seconds or by date', () => {
    expect(followUp(1, answered(429, '120'))).toBe(120);
    expect(followUp(1, answered(503, 'Sun, 22 Nov 2026 10:00:00 GMT'))).toBe(3600);
    expect(followUp(1, answered(429, '120'), 1)).toBe(132);
  });

  it('does not come earlier than the schedule for Retry-After, nor for nonsense in it', () => {
    expect(followUp(3, answered(429, '1'))).toBe(1800);
    expect(followUp(3, answered(429, 'Sun, 22 Nov 2020 10:00:00 GMT'))).toBe(1800);
    expect(followUp(3, answered(429, 'soon'))).toBe(1800);
  });

  it('waits a day at most', () => {
    expect(followUp(1, answered(429, '999999999'))).toBe(86_400);
    expect(followUp(1, answered(429, 'Sun, 22 Nov 2099 10:00:00 GMT'), 1)).toBe(86_400);
  });

  it('is not put off by Retry-After once the attempts are used up', () => {
    expect(followUp(8, answered(429, '120'))).toBe('failed');
    expect(followUp(9, answered(500))).toBe('failed');
  });

  it('comes back within the schedule and a day, whatever the receiver says', () => {
    const field = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.date({ noInvalidDate: true }).map((at) => at.toUTCString()),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        field,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, value, jitter) => {
          const delay = Number(followUp(n, answered(429, value), jitter));
          expect(delay).toBeGreaterThanOrEqual(Number(followUp(n, answered(429))));
          expect(delay).toBeLessThanOrEqual(86_400);
        },
      ),
    );
  });
});
