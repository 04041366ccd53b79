import type { BatonClient } from '../../../packages/sdk/index.ts';
import type { DemoPlan } from '../plan/plan.ts';

const EVERY_MS = 2_000;
const DAY_MS = 24 * 3_600_000;
/** Of one report. */
const MOST_DAYS = 400;

/**
 * Waits until all that was told is counted: figures follow what happens within seconds, and are complete once every
 * submission is in them and they stand still.
 */
export async function untilCounted(
  client: BatonClient,
  plan: DemoPlan,
  signal: AbortSignal,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  for (let before = ''; ; ) {
    const counts = [];
    for (const query of spansOf(plan)) {
      const report = await client.get('/v1/metrics', { query, signal });
      if (typeof report === 'string') throw new Error('the figures came as a table');
      counts.push(report.totals.counts);
    }
    const submitted = counts.reduce((sum, each) => sum + each.submitted, 0);
    const now = JSON.stringify(counts);
    if (submitted >= plan.stories.length && now === before) return;
    before = now;
    await wait(EVERY_MS);
  }
}

/** The days of a plan, in spans that one report may have: none is counted twice. */
export function spansOf({ begin, end }: Pick<DemoPlan, 'begin' | 'end'>): readonly DaySpan[] {
  const last = Date.parse(end.slice(0, 10));
  const spans: DaySpan[] = [];
  for (let from = Date.parse(begin.slice(0, 10)); from <= last; from += MOST_DAYS * DAY_MS) {
    const to = Math.min(last, from + (MOST_DAYS - 1) * DAY_MS);
    spans.push({ from: dayAt(from), to: dayAt(to) });
  }
  return spans;
}

export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

function dayAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
