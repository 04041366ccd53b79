import type { MaturityInput } from '#domain/maturity/input.ts';
import { NO_COUNTERS } from '#domain/metrics/counters.ts';
import { addDays, type Day } from '#domain/metrics/day.ts';
import type { TenantContext } from '../context.ts';
import { TooManyCellsError } from '../metrics/read-cells.ts';
import { readFigures } from '../metrics/read-figures.ts';

/** Days that figures are looked at over; fewer, where those of all contracts are too much to add up. */
const WINDOWS = [90, 30, 7] as const;

/** The figures up to a day, by contract, and those of as many days before them. */
export async function readWindow(
  context: TenantContext,
  to: Day,
): Promise<Pick<MaturityInput, 'from' | 'to' | 'days' | 'figures' | 'all' | 'before'>> {
  for (const days of WINDOWS) {
    const from = addDays(to, 1 - days);
    try {
      const [now, before] = await Promise.all([
        readFigures(context, { from, to, groupBy: 'contract' }),
        readFigures(context, { from: addDays(from, -days), to: addDays(from, -1) }),
      ]);
      const groups = (now?.groups ?? []).flatMap(({ key, counters }) =>
        key.by === 'contract' ? [[key.contractId, counters] as const] : [],
      );
      const all = now?.totals.counters ?? NO_COUNTERS;
      return { from, to, days, figures: new Map(groups), all, before: before?.totals.counters ?? NO_COUNTERS };
    } catch (error) {
      if (!(error instanceof TooManyCellsError)) throw error;
    }
  }
  return { from: to, to, days: 1, figures: new Map(), all: NO_COUNTERS, before: NO_COUNTERS };
}
