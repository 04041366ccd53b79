import type { Instant } from '#domain/instant.ts';
import { compareFigures } from '#domain/metrics/compare.ts';
import { daysBetween } from '#domain/metrics/day.ts';
import { figuresOf } from '#domain/metrics/figures.ts';
import type { Report, ReportGroup } from '#services/metrics/get-report.ts';
import { CONTRACT, counters, OTHER_CONTRACT } from '#tests/domain/review/sample-month.ts';

/** A report of ninety days, by day or by contract, with a clock of any name. */
export function richReport(by: 'day' | 'contract', clock = 'first_touch'): Report {
  const period = { from: '2026-08-25', to: '2026-11-22', days: 90, timeZone: 'Europe/Berlin' };
  const days = daysBetween(period.from, period.to).map(
    (day, index): ReportGroup => ({
      key: { by: 'day', day },
      figures: figuresOf(counters({ clocks: { [clock]: { met: 4 + (index % 5), breached: index % 3 } } })),
      change: null,
    }),
  );
  const contracts = [CONTRACT, OTHER_CONTRACT].map(
    (contractId, index): ReportGroup => ({
      key: { by: 'contract', contractId },
      figures: figuresOf(counters({ clocks: { [clock]: { met: 90 - 10 * index, breached: 8 + 10 * index } } })),
      change: null,
    }),
  );
  const figures = figuresOf(
    counters({
      counts: { submitted: 412, accepted: 320, rejected: 61, completed: 290, cancelled: 21 },
      fields: { '/stakeholders': 31, '/goals': 12 },
      reasons: { missing_stakeholders: 40, not_qualified: 21 },
      clocks: { accept: { met: 371, breached: 40 }, [clock]: { met: 170, breached: 26 } },
      time: { 'waiting:receiver': 9e9, 'rework:sender': 3e9, 'paused:receiver': 1e9, 'closed:receiver': 6e9 },
    }),
  );
  return {
    period,
    asOf: '2026-11-22T09:00:00.000Z' as Instant,
    rebuilding: false,
    provisional: true,
    empty: false,
    totals: { figures, change: null },
    dropOff: [],
    groups: by === 'day' ? days : contracts,
    comparedTo: null,
  };
}

/** The same, compared with the ninety days before. */
export function comparedReport(): Report {
  const report = richReport('contract');
  const { figures } = report.totals;
  const change = compareFigures(figures, {
    ...figures,
    counts: { ...figures.counts, submitted: 400 },
    rates: { ...figures.rates, rejection: (figures.rates.rejection ?? 0) + 0.05 },
    clocks: figures.clocks.map((clock) => ({
      ...clock,
      attainment: { raw: (clock.attainment.raw ?? 0) - 0.02, excused: null },
    })),
  });
  return {
    ...report,
    totals: { figures, change },
    groups: report.groups.map((group) => ({ ...group, change: compareFigures(group.figures, figures) })),
    comparedTo: { from: '2026-05-27', to: '2026-08-24', days: 90, timeZone: 'Europe/Berlin', empty: false },
  };
}
