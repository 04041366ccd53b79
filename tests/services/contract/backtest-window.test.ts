import { describe, expect, it } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { backtestWindow } from '#services/contract/backtest-window.ts';

const inZone = (timeZone: string) => (asked: Parameters<typeof backtestWindow>[0]) =>
  backtestWindow(asked, async () => timeZone);
const inBerlin = inZone('Europe/Berlin');

describe('the window of a backtest', () => {
  it('of days has both of them, from midnight to midnight of the tenant’s zone, also when clocks change', async () => {
    expect(await inBerlin({ from: '2026-10-01', to: '2026-10-31' })).toEqual({
      from: '2026-09-30T22:00:00.000Z',
      to: '2026-10-31T23:00:00.000Z',
    });
    expect(await inZone('UTC')({ from: '2026-10-01', to: '2026-10-01' })).toEqual({
      from: '2026-10-01T00:00:00.000Z',
      to: '2026-10-02T00:00:00.000Z',
    });
  });

  it('of instants asks for no time zone', async () => {
    const [from, to] = [instantFromEpoch(0), instantFromEpoch(1)];
    const never = () => Promise.reject(new Error('asked'));
    expect(await backtestWindow({ from, to }, never)).toEqual({ from, to });
  });

  it('of instants is as they are, and may be of one and the other', async () => {
    const from = instantFromEpoch(Date.UTC(2026, 9, 1, 12));
    expect(await inBerlin({ from, to: '2026-10-01' })).toEqual({ from, to: '2026-10-01T22:00:00.000Z' });
  });

  it('may be of 400 days, however many hours they have', async () => {
    expect((await inBerlin({ from: '2025-09-27', to: '2026-10-31' })).to).toBe('2026-10-31T23:00:00.000Z');
  });

  it.each([
    ['2026-10-02', '2026-10-01', 'out_of_order'],
    ['2025-09-26', '2026-10-31', 'range_too_long'],
  ])('is refused from %s to %s: %s', async (from, to, code) => {
    await expect(inBerlin({ from, to })).rejects.toMatchObject({
      violations: [{ pointer: '/to', code }],
    });
  });
});
