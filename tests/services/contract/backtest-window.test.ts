import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { addDays } from '#domain/metrics/day.ts';
import { type Bound, backtestWindow } from '#services/contract/backtest-window.ts';

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

  it('of a day that the zone skipped is empty', async () => {
    const { from, to } = await inZone('Pacific/Apia')({ from: '2011-12-30', to: '2011-12-30' });
    expect([from, to]).toEqual(['2011-12-30T10:00:00.000Z', '2011-12-30T10:00:00.000Z']);
  });

  it('may be of the last days there are', async () => {
    const [from, to] = [instantFromEpoch(Date.UTC(9998, 11, 1)), instantFromEpoch(Date.UTC(9998, 11, 2))];
    expect((await inBerlin({ from: '9998-12-31', to: '9998-12-31' })).to).toBe('9998-12-31T23:00:00.000Z');
    expect((await inBerlin({ from: '9998-12-01', to })).to).toBe(to);
    expect((await inBerlin({ from, to: '9998-12-01' })).from).toBe(from);
  });

  it.each([
    ['2026-10-02', '2026-10-01', 'out_of_order'],
    ['2026-10-02', '2026-10-01T22:00:00.000Z', 'out_of_order'],
    ['2026-10-01T22:00:00.000Z', '2026-10-01', 'out_of_order'],
    ['2026-10-01T22:00:00.000Z', '2026-10-01T22:00:00.000Z', 'out_of_order'],
    ['2025-01-01T00:00:00.000Z', '2026-02-05T00:00:00.001Z', 'range_too_long'],
    ['2025-01-01T00:00:00.000Z', '2026-02-05T00:30:00.000Z', 'range_too_long'],
    ['2025-09-26', '2026-10-31', 'range_too_long'],
  ])('is refused from %s to %s: %s', async (from, to, code) => {
    const bounds = { from: from as Bound, to: to as Bound }; // canonical as they are
    await expect(inBerlin(bounds)).rejects.toMatchObject({ violations: [{ pointer: '/to', code }] });
  });
});

/** Zones that skipped a day, had one twice, or were set by other than an hour, with the days of these changes. */
const ODD_ZONES = [
  { zone: 'Antarctica/Troll', changes: ['2025-10-26', '2026-03-29'] },
  { zone: 'Antarctica/Casey', changes: ['2009-10-18', '2010-03-05', '2011-10-28'] },
  { zone: 'Pacific/Apia', changes: ['2010-09-26', '2011-12-30'] },
  { zone: 'Pacific/Kwajalein', changes: ['1993-08-21'] },
  { zone: 'Asia/Pyongyang', changes: ['2015-08-15', '2018-05-05'] },
  { zone: 'America/Caracas', changes: ['2007-12-09', '2016-05-01'] },
  { zone: 'Australia/Lord_Howe', changes: ['2025-10-05', '2026-04-05'] },
  { zone: 'America/Santiago', changes: ['2025-09-07', '2026-04-05'] },
  { zone: 'America/Havana', changes: ['2025-11-02', '2026-03-08'] },
  { zone: 'America/Sao_Paulo', changes: ['2018-02-18', '2018-11-04'] },
  { zone: 'Africa/Casablanca', changes: ['2025-02-23', '2025-04-06'] },
];

describe.each(ODD_ZONES)('in $zone, wherever its clocks change, a window', ({ zone, changes }) => {
  const ask = inZone(zone);
  const ends = changes.flatMap((day) => [-401, -400, -399, -2, -1, 0, 1, 2].map((by) => addDays(day, by)));
  const startOf = (day: string) =>
    instantFromEpoch(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
  const refused = { violations: [{ code: 'range_too_long' }] };

  it('of 400 days is allowed and one of 401 is not', async () => {
    for (const from of ends) {
      const window = { from: startOf(from), to: startOf(addDays(from, 400)) };
      expect(await ask({ from, to: addDays(from, 399) })).toEqual(window);
      await expect(ask({ from, to: addDays(from, 400) })).rejects.toMatchObject(refused);
    }
  });

  it('of one day is allowed, and one that ends the day before it begins is not', async () => {
    for (const day of ends) {
      expect(await ask({ from: day, to: day })).toEqual({ from: startOf(day), to: startOf(addDays(day, 1)) });
      await expect(ask({ from: day, to: addDays(day, -1) })).rejects.toMatchObject({
        violations: [{ code: 'out_of_order' }],
      });
    }
  });

  it('from a day to an instant, or the other way round, is allowed as far as 400 days reach, to the millisecond', async () => {
    for (const day of ends) {
      const [begun, over] = [startOf(day), startOf(addDays(day, 400))];
      const last = addDays(day, 399);
      expect(await ask({ from: day, to: over })).toEqual({ from: begun, to: over });
      expect(await ask({ from: begun, to: last })).toEqual({ from: begun, to: over });
      const [later, earlier] = [instantFromEpoch(Date.parse(over) + 1), instantFromEpoch(Date.parse(begun) - 1)];
      await expect(ask({ from: day, to: later })).rejects.toMatchObject(refused);
      await expect(ask({ from: earlier, to: last })).rejects.toMatchObject(refused);
    }
  });

  it('of instants is at most 400 times 24 hours, whatever the clocks show', async () => {
    for (const day of ends) {
      const from = startOf(day);
      const to = instantFromEpoch(Date.parse(from) + 400 * 86_400_000);
      expect(await ask({ from, to })).toEqual({ from, to });
      await expect(ask({ from, to: instantFromEpoch(Date.parse(to) + 1) })).rejects.toMatchObject(refused);
    }
  });
});
