import { combineCounted, totalOf } from '../metrics/counted.ts';
import { type Counters, NO_COUNTERS } from '../metrics/counters.ts';
import { type Histogram, quantile } from '../metrics/histogram.ts';
import type { ContractInForce, MaturityInput } from './input.ts';
import type { Kpi } from './maturity.ts';

export type Clock = ContractInForce['body']['clocks'][number];

/** The median over the first clock of each contract that is meant and has run. */
export function medianOf(
  { contracts, figures }: MaturityInput,
  name: string,
  kind: 'working' | 'calendar',
  isMeant: (clock: Clock) => boolean,
): Kpi {
  let runs: Histogram = new Map<number, number>();
  for (const { contractId, body } of contracts) {
    const counters: Counters = figures.get(contractId) ?? NO_COUNTERS;
    const clock = body.clocks.filter(isMeant).find(({ name: each }) => counters.clocks.has(each));
    const histogram = clock && counters.clocks.get(clock.name)?.[kind];
    if (histogram !== undefined) runs = combineCounted(runs, histogram, 1);
  }
  return { name, value: quantile(runs, 0.5) ?? null, unit: 'seconds', of: totalOf(runs) };
}
