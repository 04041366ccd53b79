import { describe, expect, it } from 'vitest';
import { addSeconds, instantFromEpoch } from '#domain/instant.ts';
import { judgeEndpointHealth } from '#domain/webhook/endpoint-health.ts';

const since = instantFromEpoch(Date.UTC(2026, 10, 22, 9));
const fiveDays = 5 * 24 * 3600;

describe('judgeEndpointHealth', () => {
  it('remembers the first failure, not the latest', () => {
    expect(judgeEndpointHealth(undefined, 'failed', since)).toEqual({ status: 'failing', failingSince: since });
    expect(judgeEndpointHealth(since, 'failed', addSeconds(since, 60))).toEqual({
      status: 'failing',
      failingSince: since,
    });
  });

  it('disables after five days of failures, to the instant', () => {
    expect(judgeEndpointHealth(since, 'failed', addSeconds(since, fiveDays - 0.001)).status).toBe('failing');
    expect(judgeEndpointHealth(since, 'failed', addSeconds(since, fiveDays))).toEqual({
      status: 'to_disable',
      reason: 'failing_for_5_days',
    });
  });

  it('is healed by one success, however long it failed', () => {
    expect(judgeEndpointHealth(since, 'succeeded', addSeconds(since, 2 * fiveDays))).toEqual({ status: 'healthy' });
  });

  it('disables at once when the receiver is gone', () => {
    expect(judgeEndpointHealth(undefined, 'gone', since)).toEqual({ status: 'to_disable', reason: 'gone' });
  });
});
