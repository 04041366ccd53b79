import { describe, expect, it } from 'vitest';
import { COUNTS, NO_COUNTERS, NO_RUNS } from '#domain/metrics/counters.ts';
import { figuresOf } from '#domain/metrics/figures.ts';
import type { Report } from '#services/metrics/get-report.ts';
import type { GroupKey } from '#services/metrics/group-key.ts';
import type { GroupNames } from '#services/metrics/group-names.ts';
import { reportCsv } from '#services/metrics/report-csv.ts';
import { instantAt, on } from '#tests/support/instants.ts';

const counters = {
  ...NO_COUNTERS,
  counts: new Map([['submitted', 3] as const]),
  time: new Map([['waiting:platform', 1_500] as const]),
  clocks: new Map([['accept', { ...NO_RUNS, counts: new Map([['met', 2] as const]) }]]),
};
const figures = figuresOf(counters);

function report(keys: readonly GroupKey[], timeZone = 'Europe/Berlin'): Report {
  return {
    period: { from: '2026-10-01', to: '2026-10-31', days: 31, timeZone },
    asOf: instantAt(on('2026-11-22T09:00:00Z')),
    rebuilding: false,
    provisional: false,
    empty: false,
    totals: { figures, change: null },
    dropOff: [],
    groups: keys.map((key) => ({ key, figures, change: null })),
    comparedTo: null,
  };
}

const csvOf = (of: Report, names: GroupNames = new Map()) => reportCsv(of, names);

/** Cells of simple rows by the names of their columns. */
function table(text: string): Record<string, string>[] {
  const [header = '', ...rows] = text.trimEnd().split('\r\n');
  const names = header.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

describe('a table', () => {
  it('has a row for each group with its figures, and one for each of its clocks, so that columns add up', () => {
    const rows = table(
      csvOf(
        report([
          { by: 'day', day: '2026-10-01' },
          { by: 'day', day: '2026-10-02' },
        ]),
      ),
    );
    expect(rows.map(({ day, clock }) => [day, clock])).toEqual([
      ['2026-10-01', ''],
      ['2026-10-01', 'accept'],
      ['2026-10-02', ''],
      ['2026-10-02', 'accept'],
    ]);
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect([sum('submitted'), sum('clock_met'), sum('waiting_platform_seconds')]).toEqual([6, 4, 3]);
  });

  it('is of everything where there are no groups, and names time zone and days', () => {
    expect(table(csvOf(report([])))[0]).toMatchObject({
      time_zone: 'Europe/Berlin',
      from: '2026-10-01',
      to: '2026-10-31',
      group_by: '',
      submitted: '3',
      rejection_rate: '',
    });
  });

  it('has the same columns whatever it is of, one for each count among them', () => {
    const [header = ''] = csvOf(report([])).split('\r\n');
    expect(csvOf(report([{ by: 'stage', from: 'a', to: 'b' }])).split('\r\n')[0]).toBe(header);
    expect(new Set(header.split(',')).size).toBe(header.split(',').length);
    expect(COUNTS.every((count) => header.includes(count.replaceAll(/[A-Z]/g, (a) => `_${a.toLowerCase()}`)))).toBe(
      true,
    );
  });

  it.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\tDesk', ' \tDesk'],
    ...['＝1+1', '＋1', '－1', '＠SUM(A1)'],
    ...['  =1+1', '\u00a0+1', '\u3000－1', '\ufeff@A1', '\u200b=1', '\u0000=1', '\u0001 \u007f\u2028＝1'],
  ])('shows as text what spreadsheets take for a formula: %j', (stage) => {
    expect(csvOf(report([{ by: 'stage', from: stage, to: 'b' }]))).toContain(`,'${stage},b,`);
  });

  it.each(['\r=1', '\n=1', ' \r\nDesk'])('shows it as text also after a line break, within quotes: %j', (stage) => {
    expect(csvOf(report([{ by: 'stage', from: stage, to: 'b' }]))).toContain(`,"'${stage}",b,`);
  });

  it.each(['Desk', ' Desk', 'a=1', 'Desk - EMEA', '３－１', "'Desk"])('leaves other text as it is: %j', (stage) => {
    expect(csvOf(report([{ by: 'stage', from: stage, to: 'b' }]))).toContain(`,${stage},b,`);
  });

  it('shows numbers of ours as numbers, also those below zero', () => {
    const below = figuresOf({ ...counters, counts: new Map([['submitted', -3] as const]) });
    const [row] = table(csvOf({ ...report([]), totals: { figures: below, change: null } }));
    expect(row?.['submitted']).toBe('-3');
  });

  it('quotes what would break a row (RFC 4180)', () => {
    const text = csvOf(report([{ by: 'stage', from: 'a,"b"', to: 'c\nd' }]));
    expect(text).toContain(',"a,""b""","c\nd",');
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it.each([
    ['Desk', 'Desk'],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['Support, "Tier 1"', '"Support, ""Tier 1"""'],
    ['@SUM(A1)', "'@SUM(A1)"],
  ])('says in its last column what a group is called, as text: %s', (name, cell) => {
    const names = new Map([['que_1', name]]);
    const groups = report([
      { by: 'queue', queueId: 'que_1' },
      { by: 'queue', queueId: 'que_gone' },
    ]);
    const [header = '', ...rows] = csvOf(groups, names).trimEnd().split('\r\n');
    expect(header.endsWith(',name')).toBe(true);
    expect(rows.map((row) => row.includes('que_1'))).toEqual([true, true, false, false]);
    expect(rows.slice(0, 2).every((row) => row.endsWith(`,${cell}`))).toBe(true);
    expect(rows.slice(2).every((row) => row.endsWith(','))).toBe(true);
  });

  it('that is more than one answer can hold is refused', () => {
    const owners = Array.from({ length: 20_000 }, (_, index): GroupKey => ({ by: 'owner', ownerId: `own_${index}` }));
    expect(() => csvOf(report(owners))).toThrow(/more groups than one table/);
  });
});
