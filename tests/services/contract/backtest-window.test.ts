import { describe, expect, it } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { backtestWindow } from '#services/contract/backtest-window.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const BERLIN = 'Europe/Berlin';

describe('the window of a backtest', () => {
  it('of days has both of them, from midnight to midnight of the tenant’s zone, also when clocks change', () => {
    expect(backtestWindow({ from: '2026-10-01', to: '2026-10-31' }, BERLIN)).toEqual({
      from: '2026-09-30T22:00:00.000Z',
      to: '2026-10-31T23:00:00.000Z',
    });
    expect(backtestWindow({ from: '2026-10-01', to: '2026-10-01' }, 'UTC')).toEqual({
      from: '2026-10-01T00:00:00.000Z',
      to: '2026-10-02T00:00:00.000Z',
    });
  });

  it('of instants is as they are, and may be of one and the other', () => {
    const from = instantFromEpoch(Date.UTC(2026, 9, 1, 12));
    expect(backtestWindow({ from, to: '2026-10-01' }, BERLIN)).toEqual({ from, to: '2026-10-01T22:00:00.000Z' });
  });

  it('may be of 400 days, however many hours they have', () => {
    expect(backtestWindow({ from: '2025-09-27', to: '2026-10-31' }, BERLIN).to).toBe('2026-10-31T23:00:00.000Z');
  });

  it.each([
    ['2026-10-02', '2026-10-01', 'out_of_order'],
    ['2025-09-26', '2026-10-31', 'range_too_long'],
  ])('is refused from %s to %s: %s', (from, to, code) => {
    expect(refusalOf(() => backtestWindow({ from, to }, BERLIN))).toMatchObject({
      violations: [{ pointer: '/to', code }],
    });
  });
});
