import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSeconds, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { type EndpointHealth, type FailureRun, judgeEndpointHealth } from '#domain/webhook/endpoint-health.ts';

const since = instantFromEpoch(Date.UTC(2026, 10, 22, 9));
const DAY = 24 * 3600;
const fiveDays = 5 * DAY;

/** What becomes of an endpoint that fails at these seconds, up to the first at which it is disabled. */
function afterFailures(seconds: readonly number[]): EndpointHealth {
  let health: EndpointHealth = { status: 'healthy' };
  for (const second of seconds) {
    health = judgeEndpointHealth(runOf(health), 'failed', addSeconds(since, second));
    if (health.status === 'to_disable') return health;
  }
  return health;
}

function runOf(health: EndpointHealth): FailureRun | undefined {
  return health.status === 'failing' ? health : undefined;
}

const daily = [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY];

describe('judgeEndpointHealth', () => {
  it('remembers the first failure, not the latest', () => {
    const first: FailureRun = { failingSince: since, failingDays: { count: 1, last: since } };
    expect(afterFailures([0])).toEqual({ status: 'failing', ...first });
    expect(afterFailures([0, 60])).toEqual({ status: 'failing', ...first });
  });

  it('disables after five days of failures, to the instant', () => {
    expect(afterFailures([...daily, fiveDays - 0.001]).status).toBe('failing');
    expect(afterFailures([...daily, fiveDays])).toEqual({ status: 'to_disable', reason: 'failing_for_5_days' });
  });

  it('does not disable for an outage on one day and another, days later, with all the retries of one delivery', () => {
    const retries = [0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305];
    expect(afterFailures([0, fiveDays]).status).toBe('failing');
    expect(afterFailures([...retries, fiveDays, 30 * DAY]).status).toBe('to_disable');
    expect(afterFailures([...retries, fiveDays]).status).toBe('failing');
  });

  it('disables at the first failure after five days that is at least on the fourth day with one, and never before', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2 * DAY }), { maxLength: 30 });
    fc.assert(
      fc.property(gaps, (between) => {
        const failures = [0];
        for (const gap of between) failures.push((failures.at(-1) ?? 0) + gap);
        const days = (upTo: number) => new Set(failures.filter((at) => at <= upTo).map((at) => Math.floor(at / DAY)));
        const expected = failures.some((at) => at >= fiveDays && days(at).size >= 4);
        expect(afterFailures(failures).status).toBe(expected ? 'to_disable' : 'failing');
      }),
    );
  });

  it('stores something new at most once a day', () => {
    const kept = new Set<Instant | undefined>();
    let health: EndpointHealth = { status: 'healthy' };
    for (let second = 0; second < 3 * DAY; second += 1800) {
      health = judgeEndpointHealth(runOf(health), 'failed', addSeconds(since, second));
      kept.add(runOf(health)?.failingDays.last);
    }
    expect(kept.size).toBe(3);
  });

  it('is healed by one success, however long it failed', () => {
    const run: FailureRun = { failingSince: since, failingDays: { count: 5, last: addSeconds(since, fiveDays) } };
    expect(judgeEndpointHealth(run, 'succeeded', addSeconds(since, 2 * fiveDays))).toEqual({ status: 'healthy' });
  });

  it('disables at once when the receiver is gone', () => {
    expect(judgeEndpointHealth(undefined, 'gone', since)).toEqual({ status: 'to_disable', reason: 'gone' });
  });
});
