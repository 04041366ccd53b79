import type { Counters } from '#domain/metrics/counters.ts';
import type { Histogram } from '#domain/metrics/histogram.ts';
import type { Tally } from '#domain/metrics/tally.ts';

/** A tally as the independent recount says it: counts by `day dimension what name`, histograms by the same. */
export function flatten(tally: Tally): {
  readonly counts: Map<string, number>;
  readonly histograms: Map<string, Histogram>;
} {
  const counts = new Map<string, number>();
  const histograms = new Map<string, Histogram>();
  for (const [name, { counters }] of tally) {
    for (const [what, count] of named(counters)) counts.set(`${name} ${what}`, count);
    for (const [clock, { working, calendar }] of counters.clocks) {
      if (working.size > 0) histograms.set(`${name} clocks ${clock} working`, working);
      if (calendar.size > 0) histograms.set(`${name} clocks ${clock} calendar`, calendar);
    }
  }
  return { counts, histograms };
}

function named({ clocks, ...counted }: Counters): [string, number][] {
  const plain = Object.entries(counted).flatMap(([what, counts]) =>
    [...(counts as ReadonlyMap<string, number>)].map(([name, count]): [string, number] => [`${what} ${name}`, count]),
  );
  const runs = [...clocks].flatMap(([clock, { counts }]) =>
    [...counts].map(([name, count]): [string, number] => [`clocks ${clock} ${name}`, count]),
  );
  return [...plain, ...runs];
}
